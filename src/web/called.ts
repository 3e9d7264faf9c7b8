/** A form that goes on from an answer, with one press: what it posts, where, and what its button says. */
export type NextForm = Readonly<{
  action: 'call' | 'check';
  fields: Readonly<Record<string, string>>;
  label: string;
  /** what it costs */
  hint?: string;
}>;

/** A file that came, as a link that holds it. */
export type Download = Readonly<{
  name: string;
  /** a `data:` address of bytes that no browser shows */
  href: string;
  label: string;
  /** said where a link of this length does nothing without script */
  withoutScript?: string;
}>;

/** The answer of an API: JSON, a picture or a file, each with what it is called and how large it is. */
export type Called = Readonly<{
  /** method and path, without what was in the query */
  call: string;
  facts: readonly string[];
  /** byte for byte as it was sent, but for what is masked */
  json?: string;
  picture?: Readonly<{ href: string; alt: string }>;
  fileFacts?: readonly string[];
  download?: Download;
  /** what was left out of it */
  notes: readonly string[];
}>;

/** Ways out of something that is used up, in words and as forms. */
export type Ways = Readonly<{
  heading: string;
  steps: readonly string[];
  forms: readonly NextForm[];
  note: string;
}>;
