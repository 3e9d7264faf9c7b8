const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Words in front of a value that say nothing of what it is. */
const fillers = words(
  'is was of with the a an as value val got returned returns return received equals eq to and or be int integer long ' +
    'numberint numberlong float double string optional i32 i64 u32 u64 int32 int64 uint weixin wechat wx errmsg',
);

/** WeChat's own names for an errcode: whatever follows is one, known or not. */
const errcodeName = /(?:errcode|errorcode)s?$/;
const errcodeNameChinese = /(?:错误码|错误代码|返回码)[为是]?$/;

const codeName =
  /(?:err|error|exception|failure|fault)(?:s|no|num|number|id)?$|^(?:ret|return|returned|result|resp|rsp|response|status|sub|biz|api|wx|wechat|weixin|m|the)?codes?$|^ret$/;
const codeNameChinese =
  /(?:错误|返回|响应|状态|失败|报错|异常)(?:码|代码|编码|编号|号|值)[为是]?$|(?:报错|错误|异常|出错|失败|返回|代码|提示|报|码)[为是了成到出]?$/;

/** What a sentence about an error says right in front of it. */
const carriers = words(
  'token accesstoken msg message reason detail details result response resp body data info content reply answer output ' +
    'cause desc description status warning warn get gets getting saw see sees seen meet meets met keep keeps about why ' +
    'what means mean always again still for on from then by like after before hit hits hitting throws throw threw thrown ' +
    'says said shows show gives give gave raise raises raised report reports reported answers answered because occurs ' +
    'occurred happens happened only',
);
const carrierChinese = /(?:微信|信息|原因|结果|消息|内容|详情|如下|公众号|小程序)$/;

/** What makes another thing of a code: a zip code, an exit code. */
const otherCodes = words(
  'zip postal post area country product item goods bar qr exit source line promo js auth invite verify sms login',
);

const otherName = words(
  'port ports line lines row rows col column size bytes byte length len count total offset limit page id ids uid gid ' +
    'pid tid user users userid order orders orderid thread process child worker took elapsed duration cost latency time ' +
    'timestamp ts timeout ttl expires expiresin ms seconds version ver build rev revision release job task request req ' +
    'session msgid index seq sequence attempt retry retries memory rss heap amount price money sku phone tel mobile zip ' +
    'postcode issue issues ticket pull pr commit room year date node pod host server shard partition epoch step ' +
    'iteration sqlstate no num number level depth weight width height score age qq article goroutine fd inode uptime ' +
    'quantity qty stock batch test case crlf cronet invoice customer product member account record payment device item',
);
const otherNameChinese =
  /(?:端口|行号|第|商品|客户|会员|员工|账号|账户|设备|群|项目|文件|记录|任务|批次|流水|门店|号码|单号|订单|用户|进程|线程|耗时|用时|大小|长度|字节|版本|版本号|端口号|用户号|序号|数量|总数|共|约|金额|价格|邮编|电话|手机|手机号|数|工号|学号|房间|楼|期|年|余额|库存|次数|人数|条数|标识|主键)[为是]?$/;

/**
 * What a value is called: an errcode by WeChat's own names, some code or error, something that may carry one (a message,
 * a reply), another thing, a word that says neither, or nothing.
 */
export type Label = Readonly<{
  kind: 'errcode' | 'code' | 'carrier' | 'other' | 'unclear' | 'none';
  /** what stands between the name and the value */
  gap: string;
}>;

// by code unit: they are asked for every character in front of every number of a text
const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
const isLetter = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
const isNamePart = (unit: number): boolean => isLetter(unit) || unit === 45 || unit === 46;

const longestGap = 24;
const longestWord = 40;

type Word = Readonly<{ word: string; start: number; gap: string }>;

/** The word in front of a place, and what stands between. Looks at a bounded number of characters. */
function wordBefore(text: string, end: number): Word | undefined {
  let last = end - 1;
  while (last >= 0 && end - last <= longestGap) {
    const unit = text.charCodeAt(last);
    if (isHan(unit) || isLetter(unit)) break;
    last -= 1;
  }
  if (last < 0 || end - last > longestGap) return undefined;
  const isPart = isHan(text.charCodeAt(last)) ? isHan : isNamePart;
  let start = last;
  while (start > 0 && last - start < longestWord && isPart(text.charCodeAt(start - 1))) start -= 1;
  return { word: text.slice(start, last + 1), start, gap: text.slice(last + 1, end) };
}

function kindOfChinese(word: string): Label['kind'] {
  if (errcodeNameChinese.test(word)) return 'errcode';
  if (codeNameChinese.test(word)) return 'code';
  if (carrierChinese.test(word)) return 'carrier';
  return otherNameChinese.test(word) ? 'other' : 'unclear';
}

/** By the last part of `res.data.err_code`, in any spelling: errCode, ERR-CODE. */
function kindOfName(word: string): Label['kind'] {
  const name = word.slice(word.lastIndexOf('.') + 1);
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]+/)
    .filter((part) => part !== '');
  const joined = parts.join('');
  const last = parts.at(-1) ?? '';
  const [first = ''] = parts;
  if (first === 'cronet') return 'other';
  if (errcodeName.test(joined)) return 'errcode';
  if (/^codes?$/.test(last) && otherCodes.has(parts.at(-2) ?? '')) return 'other';
  if (codeName.test(joined) || codeName.test(last)) return 'code';
  if (carriers.has(joined) || carriers.has(last)) return 'carrier';
  return otherName.has(joined) || otherName.has(last) ? 'other' : 'unclear';
}

/** Two words can be one name: `error code`, `exit code`, `error number`. */
function kindOfTwo(text: string, { word, start }: Word): Label['kind'] {
  const kind = isHan(word.charCodeAt(0)) ? kindOfChinese(word) : kindOfName(word);
  if (!/^(?:codes?|number|no|num|id)$/i.test(word)) return kind;
  const before = wordBefore(text, start);
  if (before === undefined || before.gap.trim() !== '') return kind;
  if (/err(?:or)?$/i.test(before.word)) return kind === 'code' ? 'errcode' : 'code';
  return otherCodes.has(before.word.toLowerCase()) ? 'other' : kind;
}

/** What the value at this place is called, by the nearest word in front of it that says something. */
export function labelOf(text: string, start: number): Label {
  let end = start;
  for (let hops = 0; hops < 4; hops += 1) {
    const found = wordBefore(text, end);
    if (found === undefined) break;
    const gap = text.slice(found.start + found.word.length, start);
    if (!fillers.has(found.word.toLowerCase())) return { kind: kindOfTwo(text, found), gap };
    end = found.start;
  }
  return { kind: 'none', gap: '' };
}
