// The gateway of the demo: a call that is allowed, one that is not, and one that heals, as lines to copy.
import { accounts, type DemoCentral } from './demo-central.ts';

const draft = '{"articles":[{"title":"Title","content":"<p>Content</p>","thumb_media_id":"MEDIA_ID"}]}';

/** What a client that holds no token and no AppSecret can do through it, and what it cannot. */
export function describeGateway(url: string, { writerKey, simulatorKey }: DemoCentral): string {
  const [{ name, appid, endpoint }] = accounts;
  const withKey = (key: string) => `  curl -si -H 'Authorization: Bearer ${key}'`;
  const call = (path: string, body?: string): string => {
    const data = body === undefined ? '' : ` -H 'Content-Type: application/json' -d '${body}'`;
    return `${withKey(writerKey)} ${url}${path}${data}`;
  };
  const addDraft = call('/cgi-bin/draft/add', draft);
  return [
    `The gateway, which makes WeChat’s other calls: client writer may write drafts of ${name} and nothing else, and holds a key, no token and no AppSecret. It adds a draft (X-Gateway: relayed):`,
    addDraft,
    'How many there are: 20 at first, 21 after that one:',
    call('/cgi-bin/draft/count'),
    'Publishing is not in its list (48001, X-Gateway: refused; nothing was sent):',
    call('/cgi-bin/freepublish/submit', '{"media_id":"MEDIA_ID"}'),
    'The token that this server holds dies at the simulator, as if somebody had fetched one past it:',
    `${withKey(simulatorKey)} -X POST '${url}/simulator/replace?appid=${appid}&endpoint=${endpoint}'`,
    'The next call meets a living token all the same (X-Gateway: healed), and adds one draft, not two: count again:',
    addDraft,
  ].join('\n\n');
}
