import { diagnosisUrl, type Lang } from '../wechat/errcodes.ts';
import { parseErrmsg, ridTime } from '../wechat/errmsg.ts';
import { explainErrcode } from './explain-errcode.ts';
import type { Texts } from './texts/index.ts';
import { type Explanation, moment, type Tips } from './tips.ts';

type Found = Readonly<{ errcode: number | undefined; isSuccess: boolean }>;

/** also as a log writes it: escaped, or with another case */
const errcodeInText = /\berrcode[\\"']*\s*[:=]\s*[\\"']*(-?\d{1,9})/gi;
const bareCode = /^\s*(-?\d{1,9})\s*$/;

/** Finds an errcode in a reply, a log line that quotes one, or a code alone. Never sees a network. */
export function readPasted(text: string): Found {
  const bare = bareCode.exec(text)?.[1];
  const quoted = Array.from(text.matchAll(errcodeInText), ([, digits]) => Number(digits));
  // a log may hold good answers before the bad one
  const errcode = bare === undefined ? (quoted.find((code) => code !== 0) ?? quoted[0]) : Number(bare);
  const isSuccess =
    errcode === 0 || (errcode === undefined && /"(access_token|ip_list|ticket)"\s*:\s*["[][^"\]]/.test(text));
  return { errcode, isSuccess };
}

const said = (
  state: Tips['state'],
  heading: string,
  explanation: Partial<Explanation> & { meaning: string },
): Tips => ({
  state,
  heading,
  problems: [],
  notes: [],
  steps: [],
  explanation: { actions: [], links: [], ...explanation },
});

function ridTips(rid: string, t: Texts): Tips {
  const time = moment(ridTime(rid));
  const links = [{ href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint }];
  const { ridOnly, ridOnlyMeaning } = t.lookup;
  return said('notice', ridOnly(time.text), { meaning: ridOnlyMeaning, links, rid: { value: rid, time } });
}

/**
 * Explains a pasted body, code or rid. Nothing of the text is repeated but the code, the rid and the caller's
 * address: people paste tokens too.
 */
export function lookupTips(text: string, lang: Lang, t: Texts): Tips {
  const { errcode, isSuccess } = readPasted(text);
  if (isSuccess) return said('ok', t.lookup.successBody, { meaning: t.lookup.successBodyMeaning });
  if (errcode !== undefined) {
    // whoever made the call, it need not have been this server
    const context = { lang, t, callerIpLabel: t.error.anyIp };
    // 40001 is the one code whose wording tells the two occasions apart, and only as a hint
    const occasion = /access_token/.test(text) ? 'use' : 'fetch';
    const explained = explainErrcode({ errcode, errmsg: text }, occasion, context);
    return { state: 'error', problems: [], notes: [], steps: [], ...explained };
  }
  const rid = parseErrmsg(text).rid ?? /\b[0-9a-f]{8}(?:-[0-9a-f]{8}){2}\b/.exec(text)?.[0];
  return rid === undefined
    ? said('notice', t.lookup.nothingFound, { meaning: t.lookup.nothingFoundMeaning })
    : ridTips(rid, t);
}
