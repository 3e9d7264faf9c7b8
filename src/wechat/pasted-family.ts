import { hasWordingOf } from './errcode-wordings.ts';
import { type Family, findErrcode } from './errcodes.ts';

/** Where a code stands; `family` where it is known already. */
type Place = Readonly<{ code: number; start: number; end: number; family?: Family | undefined }>;

const workWords =
  /qyapi|work\.weixin|corp_?id|corp_?secret|企业微信|wecom|wework|wxwork|企业可信|from ip: ?[\da-f.:]{2,45}, ?more info/i;
/** How an errmsg of WeCom's ends; what else follows a code may belong to the next one. */
const workEnding = /from ip: ?[\da-f.:]{2,45}, ?more info|devtool\/query\?e=/i;
const weChatWords =
  /(?<!qy)api\d?\.weixin|mp\.weixin|cgi-bin\/(?:stable_)?token|公众号|小程序|appsecret|(?<![\da-z])wx[\da-f]{16}(?![\da-z])|not latest/i;
/** How far around a code the words may stand that make it WeCom's. */
const reach = 400;
/** An errmsg stands this near behind its code. */
const errmsgReach = 120;

const isKnown = (code: number, family: Family): boolean => findErrcode(code, family) !== undefined;

/** Whose words stand behind the code, where only one family sends them with it. */
function familyByErrmsg(code: number, behind: string): Family | undefined {
  const lower = behind.slice(0, errmsgReach).toLowerCase();
  const isWorks = hasWordingOf(code, lower, 'work');
  if (isWorks === hasWordingOf(code, lower, 'mp')) return undefined;
  return isWorks ? 'work' : 'mp';
}

/**
 * Whose each code of a text is: by the words between its neighbours, by the errmsg behind it, by the words of the whole
 * text; where all that leaves it open, `preferred`.
 */
export function createFamilyOf(
  text: string,
  places: readonly Place[],
  preferred: Family,
): (place: Place) => Family {
  const isWeChatText = weChatWords.test(text);
  const isOnlyWeChats = ({ code }: Place): boolean => isKnown(code, 'mp') && !isKnown(code, 'work');
  const isWorkText = workWords.test(text) && !isWeChatText && !places.some(isOnlyWeChats);
  const starts = places.map(({ start }) => start).sort((a, b) => a - b);
  const ends = places.map(({ end }) => end).sort((a, b) => a - b);
  return ({ code, family, start, end }) => {
    if (family !== undefined) return family;
    const from = Math.max(start - reach, ends.findLast((each) => each <= start) ?? 0);
    const to = Math.min(end + reach, starts.find((each) => each >= end) ?? text.length);
    const behind = text.slice(end, to);
    if (workWords.test(text.slice(from, end)) || workEnding.test(behind) || isWorkText) return 'work';
    const byErrmsg = familyByErrmsg(code, behind);
    if (byErrmsg !== undefined) return byErrmsg;
    const isOpen = isKnown(code, 'mp') && (preferred === 'mp' || isWeChatText);
    return isKnown(code, 'work') && !isOpen ? 'work' : 'mp';
  };
}
