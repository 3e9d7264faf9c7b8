import { addressesOf } from '../../web/addresses.ts';
import { moment, type Tips } from '../../web/tips.ts';
import { diagnosisUrl, errcodes, type Family } from '../../wechat/errcodes.ts';
import { ridTime } from '../../wechat/errmsg.ts';
import { clearAllCommands, usedUp } from '../clear-commands.ts';
import type { TipsContext } from '../model.ts';
import type { LookupForm } from './form.ts';
import { type Found, type Lookup, lookUp } from './lookup.ts';
import { foundRowOf, rowOf } from './rows.ts';
import { searchErrcodes } from './search.ts';
import { errcodesTexts } from './texts/index.ts';

type Context = Pick<TipsContext, 'lang' | 't' | 'wechatApiBase'>;
type Instead = Pick<Tips, 'state' | 'heading' | 'explanation' | 'found'>;

/** How many codes of a family are known. */
export const countOf = (wanted: Family): number => errcodes.filter(({ family }) => family === wanted).length;

/** Where no error was found: the codes that these words stand in, else that there is nothing here. */
function searched({ reply, family }: LookupForm, context: Context): Instead {
  const w = errcodesTexts[context.lang];
  const matching = searchErrcodes(reply, family);
  if (matching.length > 0) {
    return {
      state: 'notice',
      heading: w.found(matching.length, countOf(family)),
      found: matching.map((entry) => ({
        ...rowOf(entry, context),
        id: undefined,
        isOpen: matching.length === 1,
      })),
    };
  }
  const explanation = { actions: [], links: [], meaning: w.nothingFoundMeaning };
  return { state: 'notice', heading: w.nothingFound, explanation };
}

/** What stands where no error was found: a success, an address or a rid alone, or what words are in the table. */
function insteadOf(lookup: Lookup, form: LookupForm, context: Context): Instead {
  const { isSuccess, addresses, rids } = lookup;
  const { t } = context;
  const w = errcodesTexts[context.lang];
  const nothing = { actions: [], links: [] };
  if (isSuccess) {
    const explanation = { ...nothing, meaning: w.successBodyMeaning };
    return { state: 'ok', heading: w.successBody, explanation };
  }
  if (addresses.length > 0) {
    const explanation = { ...nothing, meaning: w.addressOnlyMeaning };
    return { state: 'notice', heading: w.addressOnly, explanation };
  }
  const [rid] = rids;
  if (rid === undefined) return searched(form, context);
  const links = [{ href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint }];
  const heading = w.ridOnly(moment(ridTime(rid)).text);
  return { state: 'notice', heading, explanation: { ...nothing, meaning: w.ridOnlyMeaning, links } };
}

/** As many are open at once as can be seen. */
const mostOpen = 3;

/** The tips area for what a text holds: every error, every address, every rid. */
export function lookupTips(form: LookupForm, context: Context): Tips {
  const lookup = lookUp(form.reply, context, form.family);
  const { t } = context;
  const w = errcodesTexts[context.lang];
  const { found, addresses, rids, isCut } = lookup;
  const [first] = found;
  const shown = addressesOf(addresses, t.error.anyIp, t);
  const common = {
    problems: [],
    steps: [],
    notes: isCut ? [w.cut] : [],
    ...(shown === undefined ? {} : { addresses: shown }),
    rids: rids.map((rid) => ({ value: rid, time: moment(ridTime(rid)) })),
  };
  if (first === undefined) return { ...insteadOf(lookup, form, context), ...common };
  const isUsedUp = found.some(({ code, family }) => code === usedUp && family === 'mp');
  return {
    state: 'error',
    heading: found.length === 1 ? first.heading : w.and(first.heading, found.length - 1),
    found: found.map((each, i) =>
      foundRowOf(
        each,
        {
          isOpen: i === 0 || found.length <= mostOpen,
          isAlone: found.length === 1,
          address: addresses[0]?.address,
        },
        context,
      ),
    ),
    ...common,
    ...(isUsedUp ? { commands: clearAllCommands(context) } : {}),
  };
}

const sentencesOf = (actions: readonly string[]): string | null =>
  actions.length === 0 ? null : actions.join(' ');

const jsonOf = ({ code, family, name, entry, isConcluded, readings, notes, links }: Found) => ({
  code,
  family,
  name: name ?? null,
  // of the commoner reading, where there are two
  meaning: readings[0]?.meaning ?? null,
  action: sentencesOf(readings[0]?.actions ?? []),
  concluded: isConcluded,
  retry: entry?.retry ?? null,
  readings: readings.map(({ occasion, meaning, actions }) => ({
    when: occasion ?? null,
    meaning,
    action: sentencesOf(actions),
  })),
  calls: entry?.calls ?? [],
  notes,
  links: links.map(({ href }) => href),
});

/**
 * What was read in a pasted text, for programs. `family`: `mp` WeChat, `work` WeCom, `http` a status, `network` the word
 * of an HTTP client. `when`: `fetch` the call asked for a token, `use` it used one, null where that makes no difference.
 * `action` is null where nothing that is published says what to do, `retry` where nobody knows the code.
 */
export function lookupJson({ reply, family }: LookupForm, context: Context) {
  const { found, rids, addresses } = lookUp(reply, context, family);
  return { found: found.map(jsonOf), rids, addresses: addresses.map(({ address }) => address) };
}
