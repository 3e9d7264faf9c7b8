// What the tests use of node-easywechat, whose own types would bring those of axios along.
declare module 'node-easywechat' {
  export type Config = Readonly<{
    app_id: string;
    /** WeChat's AppSecret, or what stands for it */
    secret: string;
    use_stable_access_token?: boolean;
    /** as axios takes it; `baseURL` goes in front of every path but those of `getOAuth` */
    http: Readonly<{ baseURL: string }>;
    /** the names of its files hold `secret` */
    file_cache: Readonly<{ path: string; dirMode?: number; fileMode?: number }>;
  }>;

  type Answer = Readonly<{ toObject(): object }>;

  interface Client {
    get(path: string): Promise<Answer>;
    postJson(path: string, body: object): Promise<Answer>;
    /** what the next request carries as a part of this name */
    withFile(file: string, name: string): this;
    post(path: string, options: Readonly<{ params: Readonly<Record<string, string>> }>): Promise<Answer>;
  }

  export class OfficialAccount {
    constructor(config: Config);
    getClient(): Client;
    /** the token that it holds, fetched if there is none or its time is over */
    getAccessToken(): Readonly<{ getToken(): Promise<string> }>;
    getTicket(): Readonly<{ getTicket(): Promise<string> }>;
  }

  export class MiniApp {
    constructor(config: Config);
    getUtils(): Readonly<{ codeToSession(code: string): Promise<object> }>;
  }
}
