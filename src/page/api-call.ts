/** A variable of the environment or the shell: the value of a secret stands in no command. */
export type Variable = Readonly<{ variable: 'WX_SECRET' | 'TOKEN' }>;

/** A call of WeChat's API. `secret` is the one value that is filled in where the command runs; all else is as it stands. */
export type ApiCall = Readonly<{
  /** without the secret; it may have a query */
  url: string;
  method: 'GET' | 'POST';
  /** in the query of a GET, in the JSON body of a POST */
  fields: Readonly<Record<string, string | true>>;
  secret: Readonly<{ name: string; place: 'field' | 'query' }> & Variable;
  /** puts the access_token of the answer into TOKEN, for the next command */
  setsToken?: true;
  /** in place of `fields`, with the secret in the query: the file whose JSON is the body, sent byte for byte */
  bodyFile?: string;
  /** where an answer goes that is no text */
  answerFile?: string;
}>;

/** The address with the secret's name at its end, for the value to be put behind. */
export function urlForSecret({ url, secret }: ApiCall): string {
  // a config of curl's, and its patterns, read these as their own
  const plain = url.replace(/["\\[\]{}\s]/g, encodeURIComponent);
  return `${plain}${plain.includes('?') ? '&' : '?'}${secret.name}=`;
}
