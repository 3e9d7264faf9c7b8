import { diagnosisUrl } from '../wechat/errcodes.ts';
import { parseErrmsg, ridTime } from '../wechat/errmsg.ts';
import { explainErrcode } from './explain-errcode.ts';
import type { Texts } from './texts/index.ts';
import { moment, type Tips } from './tips.ts';
import type { TipsContext } from './token-tips.ts';

type Found = Readonly<{ errcode: number | undefined; errmsg: string; isSuccess: boolean }>;

const errcodeInText = /"?\berrcode"?\s*[:=]\s*"?(-?\d{1,9})/;
const bareCode = /^\s*(-?\d{1,9})\s*$/;

/** Finds an errcode in a reply, a log line that quotes one, or a code alone. Never sees a network. */
export function readPasted(text: string): Found {
  const digits = (bareCode.exec(text) ?? errcodeInText.exec(text))?.[1];
  const errcode = digits === undefined ? undefined : Number(digits);
  const isSuccess =
    errcode === 0 || (errcode === undefined && /"(access_token|ip_list|ticket)"\s*:/.test(text));
  return { errcode, errmsg: text, isSuccess };
}

const plain = (state: Tips['state'], heading: string, meaning: string): Tips => ({
  state,
  heading,
  problems: [],
  notes: [],
  steps: [],
  explanation: { meaning, actions: [], links: [] },
});

function ridTips(rid: string, t: Texts): Tips {
  const time = moment(ridTime(rid));
  const tips = plain('notice', t.lookup.ridOnly(time.text), t.lookup.ridOnlyMeaning);
  const links = [{ href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint }];
  return {
    ...tips,
    explanation: { meaning: t.lookup.ridOnlyMeaning, actions: [], links, rid: { value: rid, time } },
  };
}

/**
 * Explains a pasted body, code or rid. Nothing of the text is repeated but the code, the rid and the caller's
 * address: people paste tokens too.
 */
export function lookupTips(text: string, { lang, t, errcodesHref }: TipsContext): Tips {
  const { errcode, errmsg, isSuccess } = readPasted(text);
  if (isSuccess) return plain('ok', t.lookup.successBody, t.lookup.successBodyMeaning);
  if (errcode !== undefined) {
    const links = { errcodesHref, isListShown: true };
    // 40001 is the one code whose wording tells the two occasions apart, and only as a hint
    const occasion = /access_token/.test(errmsg) ? 'use' : 'fetch';
    const explained = explainErrcode({ errcode, errmsg }, occasion, lang, t, links);
    return { state: 'error', problems: [], notes: [], steps: [], ...explained };
  }
  const rid = parseErrmsg(text).rid ?? /\b[0-9a-f]{8}(?:-[0-9a-f]{8}){2}\b/.exec(text)?.[0];
  return rid === undefined
    ? plain('notice', t.lookup.nothingFound, t.lookup.nothingFoundMeaning)
    : ridTips(rid, t);
}
