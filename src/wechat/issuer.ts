/** https://developers.weixin.qq.com/doc/service/Basic_Information/Interface_field_description.html */
const entryPoints: ReadonlySet<string> = new Set(
  ['api', 'api2', 'sh.api', 'sz.api', 'hk.api'].map((name) => `https://${name}.weixin.qq.com`),
);

/**
 * Who issues the tokens that are had at this base address. WeChat's own entry points are one issuer: a token of any of
 * them works at all. Every other base, such as a simulator, is an issuer of its own.
 */
export const issuerOf = (apiBase: string): string =>
  entryPoints.has(apiBase) ? 'https://api.weixin.qq.com' : apiBase;
