// What the tests use of co-wechat-api, which comes without types.
declare module 'co-wechat-api' {
  export default class API {
    constructor(appid: string, secret: string);
    /** the address in front of `token` and `ticket/getticket`, with a slash at its end */
    prefix: string;
    /** the token that it holds, fetched if there is none or its time is over */
    ensureAccessToken(): Promise<Readonly<{ accessToken: string; expireTime: number }>>;
    /** the jsapi ticket that it holds, fetched if there is none */
    getLatestTicket(): Promise<Readonly<{ ticket: string }>>;
    /** the address in front of the calls that log users in */
    snsPrefix: string;
    /** one call; after a 40001 or 42001 again with a token that `getAccessToken` brings */
    request(url: string): Promise<object>;
    uploadMedia(file: Buffer, type: string, name: string, mime: string): Promise<object>;
    uploadMedia(file: string, type: string): Promise<object>;
    code2Session(code: string): Promise<object>;
    wxaPrefix: string;
    getMenu(): Promise<object>;
    sendText(openid: string, text: string): Promise<object>;
    /** a ticket, asked for now */
    getTicket(type?: 'jsapi' | 'wx_card'): Promise<Readonly<{ ticket: string }>>;
  }
}
