/** The languages the page speaks. */
export type Lang = 'en' | 'zh';

/** One text in every language of the page. */
export type Localized = Readonly<Record<Lang, string>>;

/** What a code means and what a person does about it. */
export type Advice = Readonly<{ meaning: Localized; action: Localized }>;

/** Everything the page says about one errcode. */
export type Errcode = Readonly<{
  code: number;
  /** WeCom (企业微信) is a product of its own, where the same number means something else; WeChat unless given */
  family?: 'work';
  /** which call is answered with it: cgi-bin/token, stable_token, or any call that uses a token or asks about one */
  where: readonly ('token' | 'stable_token' | 'use')[];
  /** a short name, fit for a heading */
  name: Localized;
  /** one or two sentences; when a token is asked for, unless the code occurs in use only */
  meaning: Localized;
  /** one to four sentences */
  action: Localized;
  /** what it means and asks for when a token is used, where that differs */
  use?: Advice;
  /** which of the two is met more often, where it is not the asking */
  commoner?: 'use';
  /** who may try again: the program by itself, or only a person, after mending something */
  retry: 'program' | 'person';
  /** WeChat's page with the code, its remedy or the rule behind it, where one is known */
  source?: string;
}>;
