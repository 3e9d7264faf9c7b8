/**
 * WeChat's words for a token that is dead or none. They are judged before a call, so that it was not made; SDKs repeat on
 * exactly these. https://developers.weixin.qq.com/doc/oplatform/developers/errCode/
 */
export const credentialCodes: ReadonlySet<number | undefined> = new Set([40001, 40014, 42001]);
