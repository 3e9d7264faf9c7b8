// WeChat in its worst mood: tokens die, living ones are refused, and answers are lost after the effect. What each message
// did is counted by its id.
import type { ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { startRawWechat } from './plain-wechat.ts';

export type MoodyWechat = Readonly<{
  origin: string;
  /** how often the message with this id has been sent */
  effectsOf: (id: string) => number;
  /** every token that was ever issued */
  tokens: readonly string[];
  /** the current token dies now, and another one is somebody else's */
  replaceElsewhere: () => void;
}>;

const json = (res: ServerResponse, value: unknown, status = 200): void => {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(value));
};

/** `random` decides of each call what becomes of it. */
export async function startMoodyWechat(t: TestContext, random: () => number): Promise<MoodyWechat> {
  const effects = new Map<string, number>();
  const tokens: string[] = [];
  const issue = (): string => {
    const token = `93_${String(tokens.length).padStart(4, '0')}${'m'.repeat(120)}${Math.floor(random() * 1e9)}`;
    tokens.push(token);
    return token;
  };
  issue();

  /** Before the effect, the effect, and what is said of it. */
  function answerCall(res: ServerResponse, id: string): void {
    const mood = random();
    const hasEffect = mood >= 0.12;
    if (hasEffect) effects.set(id, (effects.get(id) ?? 0) + 1);
    if (mood < 0.08) json(res, { errcode: 40001, errmsg: 'false' });
    else if (mood < 0.16) res.socket?.resetAndDestroy();
    else if (mood < 0.2) json(res, { errcode: -1, errmsg: 'system error' });
    else if (mood < 0.23) json(res, { errcode: 0 }, 500);
    // and of a few nothing comes
    else if (mood >= 0.25) json(res, { errcode: 0, errmsg: 'ok' });
  }

  const origin = await startRawWechat(t, async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://wechat');
    const body = Buffer.concat(chunks).toString();
    if (pathname === '/cgi-bin/token' || body.includes('"force_refresh":true')) issue();
    const current = tokens.at(-1);
    if (/\/(?:stable_)?token$/.test(pathname)) return json(res, { access_token: current, expires_in: 7200 });
    if (searchParams.get('access_token') !== current) return json(res, { errcode: 40001, errmsg: 'invalid' });
    if (pathname === '/cgi-bin/get_api_domain_ip') return json(res, { ip_list: [] });
    answerCall(res, String(searchParams.get('id')));
  });
  return {
    origin,
    tokens,
    effectsOf: (id) => effects.get(id) ?? 0,
    replaceElsewhere: () => void issue(),
  };
}
