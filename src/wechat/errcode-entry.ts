/** The languages the page speaks. */
export type Lang = 'en' | 'zh';

/** One text in every language of the page. */
export type Localized = Readonly<Record<Lang, string>>;

/** Whose code it is: of Official Accounts and Mini Programs, or of WeCom (企业微信), where the same number means something else. */
export type Family = 'mp' | 'work';

/** What the call was doing that a code came from: asking for a token, or using one. */
export type TokenUse = 'fetch' | 'use';

/** What a code means and what a person does about it, where that is known. */
export type Advice = Readonly<{
  /** one or two sentences */
  meaning: Localized;
  /** one to six sentences; absent where nothing that is published says what to do */
  action?: Localized;
  /** WeChat's page with the code, its remedy or the rule behind it */
  source?: string;
}>;

/** A call that is answered with a code: one that issues a token, or any that uses one or asks about one. */
type Where = 'token' | 'stable_token' | 'use';

/** One errcode as the tables hold it; what is absent is the usual. */
export type ErrcodeRow = Advice &
  Readonly<{
    code: number;
    /** `use` alone unless given; of a code with two readings, `meaning` is that of asking for a token */
    where?: readonly Where[];
    /** a short name, fit for a heading */
    name: Localized;
    /** what it means when a token is used, where that differs; `calls`: on these calls only */
    use?: Advice & Readonly<{ calls?: readonly string[] }>;
    /** which of the two is met more often, where it is not the asking */
    commoner?: 'use';
    /** paths (prefixes end in `/`) and functions that are known to answer it; none: any */
    calls?: readonly string[];
    /** how errmsg reads, in lower case, as published or as shown by developers */
    texts?: readonly string[];
    /** who may try again: the program by itself, or only a person, after mending something (unless given) */
    retry?: 'program';
    /** known from developers alone; the tools say so beside it */
    isReported?: true;
  }>;

/** Everything the tools say about one errcode. */
export type Errcode = Omit<ErrcodeRow, 'where' | 'retry'> &
  Readonly<{ family: Family; where: readonly Where[]; retry: 'program' | 'person' }>;
