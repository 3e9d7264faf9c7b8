import type { Request } from 'express';
import type { Assets } from '../http/assets.ts';
import { isPlainHttp } from '../http/plain-http.ts';
import type { Lang, Localized } from '../wechat/errcodes.ts';
import { asBytes, asIs, asJson, prose } from './escape-html.ts';
import { languageOf } from './language.ts';
import { type Texts, texts } from './texts/index.ts';
import type { Tips } from './tips.ts';
import { type Tool, toolNames, tools } from './tools.ts';

export type Site = Readonly<{
  assets: Assets;
  version: string;
  /** one line above everything, such as "this is the simulator" */
  notice: Localized | undefined;
  wechatApiBase: string;
  timeoutMs: number;
  /** the address that browsers use */
  publicUrl?: string | undefined;
  /** is the status page of the central server served? */
  hasStatus?: boolean;
  /** those that are served; all of them unless given */
  tools?: readonly Tool[];
}>;

/** The status page of the central server: in the footer, since it takes a key to open it. */
export const centralPath = '/central';

/** WeChat's own page on access tokens. */
const docsUrl = 'https://developers.weixin.qq.com/doc/oplatform/developers/dev/AccessToken.html';

export type Frame = Readonly<{
  lang: Lang;
  t: Texts;
  tool: Tool | undefined;
  /** `home`: the page itself */
  hrefs: Readonly<Record<Tool | 'home' | 'otherLanguage', string>>;
  /** the status page, where it is served */
  statusHref: string | undefined;
  docsUrl: string;
  assets: Assets;
  version: string;
  tools: readonly Tool[];
  /** the same with their names, for the header */
  nav: readonly Readonly<{ href: string; name: string; isCurrent: boolean }>[];
  notice: string | undefined;
  /** what is typed can be read on its way here */
  isPlainHttp: boolean;
  /** for a sentence in the page's language: `lang` stands on its foreign parts */
  prose: (text: string) => ReturnType<typeof prose>;
  /** for what must come out character for character: the value of a field, a text to be copied */
  asIs: typeof asIs;
  asBytes: typeof asBytes;
  asJson: typeof asJson;
}>;

/** What every page has around its content, in the language of the request. `path` is given for a page that is no tool. */
export function frameOf(
  req: Request,
  site: Site,
  tool: Tool | undefined,
  path: string = tools[tool ?? 'get'].path,
): Frame {
  const { lang, chosen } = languageOf(req);
  const t = texts[lang];
  const suffix = chosen === undefined ? '' : `?lang=${chosen}`;
  // every tool is a key
  const toolHrefs = Object.fromEntries(
    toolNames.map((name) => [name, tools[name].path + suffix]),
  ) as Readonly<Record<Tool, string>>;
  const served = site.tools ?? toolNames;
  return {
    lang,
    t,
    tool,
    hrefs: {
      ...toolHrefs,
      home: path + suffix,
      otherLanguage: `${path}?lang=${t.otherLanguage.lang}`,
    },
    statusHref: site.hasStatus ? centralPath + suffix : undefined,
    docsUrl,
    assets: site.assets,
    version: site.version,
    tools: served,
    nav: served.map((name) => ({
      href: toolHrefs[name],
      name: tools[name].name[lang],
      isCurrent: name === tool,
    })),
    notice: site.notice?.[lang],
    isPlainHttp: isPlainHttp(req, site.publicUrl),
    prose: (text) => prose(text, lang),
    asIs,
    asBytes,
    asJson,
  };
}

/**
 * A warning when the address came with parameters. Only their names are looked at: a value may be a secret that somebody
 * put there.
 */
export function queryNotes(req: Request, t: Texts): string[] {
  return Object.keys(req.query).some((name) => name !== 'lang') ? [t.queryIgnored] : [];
}

/** What a page with a tips area is made of. */
export type TipsModel = Readonly<{ title: string; tips: Tips }>;

/** The tips area of a page, and the title of the page, which repeats what happened. */
export function tipsModel({ t }: Frame, tips: Tips): TipsModel {
  const prefix = tips.problems.length > 0 ? t.outcome.errorPrefix : '';
  return {
    title: tips.state === 'empty' ? t.productName : `${prefix}${tips.heading} – ${t.productName}`,
    tips,
  };
}
