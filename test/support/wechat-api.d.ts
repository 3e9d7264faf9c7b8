// What the tests use of wechat-api, which comes without types and answers by callback.
declare module 'wechat-api' {
  type Callback<T> = (error: Error | null, answer: T) => void;

  export default class API {
    constructor(appid: string, secret: string);
    /** the name, and port, in front of every path but those of `fileServerPrefix`; always https */
    setEndpoint(domain: string): void;
    /** what urllib is given with each request */
    setOpts(options: Readonly<{ ca: string }>): void;
    /** the token that it holds, fetched if there is none or its time is over */
    getLatestToken(callback: Callback<Readonly<{ accessToken: string }>>): void;
    getMenu(callback: Callback<object>): void;
    sendText(openid: string, text: string, callback: Callback<object>): void;
    uploadMedia(file: string, type: string, callback: Callback<object>): void;
    /** at `fileServerPrefix` */
    uploadMPVideo(video: object, callback: Callback<object>): void;
    /** a ticket, asked for now */
    getTicket(type: 'jsapi' | 'wx_card', callback: Callback<Readonly<{ ticket: string }>>): void;
  }
}
