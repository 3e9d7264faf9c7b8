import type { Texts } from './texts/index.ts';
import type { Fold, Step } from './tips.ts';

/** The codes that say: this address is not listed. */
export const notListed: ReadonlySet<number> = new Set([40164, 61004]);

/** Where AppIDs, AppSecrets and whitelists of Official Accounts are managed, and where those of Mini Programs are. */
export const consoles = {
  official: 'https://developers.weixin.qq.com/platform',
  miniProgram: 'https://mp.weixin.qq.com',
} as const;

/** The ways there, in the consoles' own words. */
const paths = {
  official: '我的业务 › 公众号 › 基本信息 › 开发信息 › API IP 白名单',
  miniProgram: '开发管理 › 开发设置 › IP 白名单',
} as const;

const exampleAddress = '203.0.113.7';

/**
 * How an address is listed, as three steps, and what only some need. `address`: the one that WeChat saw, for the range
 * around it. https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist
 */
export function whitelistSteps(
  { whitelist }: Texts,
  address: string = exampleAddress,
): Readonly<{ steps: readonly Step[]; more: Fold }> {
  const [, net] = /^((?:\d{1,3}\.){3})\d{1,3}$/.exec(address) ?? [];
  return {
    steps: [
      {
        text: whitelist.open,
        link: { href: consoles.official, text: whitelist.official },
        path: paths.official,
      },
      { text: whitelist.add },
      { text: whitelist.wait },
    ],
    more: {
      heading: whitelist.moreHeading,
      steps: [
        {
          text: whitelist.miniProgram,
          link: { href: consoles.miniProgram, text: 'mp.weixin.qq.com' },
          path: paths.miniProgram,
        },
        { text: net === undefined ? whitelist.changes : whitelist.changesIn(`${net}0/24`, `${net}*`) },
        { text: whitelist.never },
      ],
    },
  };
}
