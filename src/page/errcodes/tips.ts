import { addressesOf } from '../../web/addresses.ts';
import { type FoundError, moment, type Tips } from '../../web/tips.ts';
import { diagnosisUrl } from '../../wechat/errcodes.ts';
import { ridTime } from '../../wechat/errmsg.ts';
import { clearAllCommands, usedUp } from '../clear-commands.ts';
import type { TipsContext } from '../model.ts';
import type { Texts } from '../texts/index.ts';
import type { Found, Lookup, Reading } from './lookup.ts';

const occasionLabel = ({ occasion }: Reading, t: Texts): string | undefined =>
  occasion === undefined ? undefined : { fetch: t.lookup.whenFetched, use: t.lookup.whenUsed }[occasion];

const viewOf = ({ heading, notes, readings, links }: Found, t: Texts): FoundError => ({
  heading,
  notes,
  readings: readings.map((reading) => ({
    label: occasionLabel(reading, t),
    meaning: reading.meaning,
    actions: reading.actions,
  })),
  links,
});

/** What stands where no error was found: a success, an address or a rid alone, or nothing that is known here. */
function insteadOf(
  { isSuccess, addresses, rids }: Lookup,
  t: Texts,
): Pick<Tips, 'state' | 'heading' | 'explanation'> {
  const { successBody, successBodyMeaning, addressOnly, addressOnlyMeaning } = t.lookup;
  const { ridOnly, ridOnlyMeaning, nothingFound, nothingFoundMeaning } = t.lookup;
  const nothing = { actions: [], links: [] };
  if (isSuccess)
    return { state: 'ok', heading: successBody, explanation: { ...nothing, meaning: successBodyMeaning } };
  const [rid] = rids;
  if (addresses.length > 0) {
    return {
      state: 'notice',
      heading: addressOnly,
      explanation: { ...nothing, meaning: addressOnlyMeaning },
    };
  }
  if (rid === undefined) {
    return {
      state: 'notice',
      heading: nothingFound,
      explanation: { ...nothing, meaning: nothingFoundMeaning },
    };
  }
  const links = [{ href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint }];
  const heading = ridOnly(moment(ridTime(rid)).text);
  return { state: 'notice', heading, explanation: { ...nothing, meaning: ridOnlyMeaning, links } };
}

/** The tips area for what was read in a pasted text: every error, every address, every rid. */
export function lookupTips(lookup: Lookup, context: Pick<TipsContext, 't' | 'wechatApiBase'>): Tips {
  const { t } = context;
  const { found, addresses, rids, isCut } = lookup;
  const [first] = found;
  const shown = addressesOf(addresses, t.error.anyIp, t);
  const common = {
    problems: [],
    steps: [],
    notes: isCut ? [t.lookup.cut] : [],
    ...(shown === undefined ? {} : { addresses: shown }),
    rids: rids.map((rid) => ({ value: rid, time: moment(ridTime(rid)) })),
  };
  if (first === undefined) return { ...insteadOf(lookup, t), ...common };
  const isUsedUp = found.some(({ code, family }) => code === usedUp && family === 'mp');
  return {
    state: 'error',
    heading: first.heading,
    found: found.map((each) => viewOf(each, t)),
    ...common,
    ...(isUsedUp ? { commands: clearAllCommands(context) } : {}),
  };
}

const jsonOf = ({ code, family, name, isConcluded, readings, notes, links }: Found) => ({
  code,
  family,
  name: name ?? null,
  // of the commoner reading, where there are two
  meaning: readings[0]?.meaning ?? null,
  action: readings[0]?.actions.join(' ') ?? null,
  concluded: isConcluded,
  readings: readings.map(({ occasion, meaning, actions }) => ({
    when: occasion ?? null,
    meaning,
    action: actions.join(' '),
  })),
  notes,
  links: links.map(({ href }) => href),
});

/**
 * What was read in a pasted text, for programs. `family`: `mp` WeChat, `work` WeCom, `http` a status, `network` the word
 * of an HTTP client. `when`: `fetch` the call asked for a token, `use` it used one, null where that makes no difference.
 */
export const lookupJson = ({ found, rids, addresses }: Lookup) => ({
  found: found.map(jsonOf),
  rids,
  addresses: addresses.map(({ address }) => address),
});
