import type { Command } from '../../web/tips.ts';
import { commandOf } from '../commands.ts';
import type { TipsContext } from '../model.ts';
import type { CallForm } from './form.ts';
import { callTexts } from './texts/index.ts';

/** Where a command finds the body: whatever stands in it, no shell reads it. */
const bodyFile = 'body.json';

/** The same call as it is typed elsewhere. */
export function sameCall(
  { method, target, body, api }: CallForm,
  path: string,
  { wechatApiBase, t, lang }: TipsContext,
): Command {
  const query = target.ok && target.query !== '' ? `?${target.query}` : '';
  const hasBody = method === 'POST' && body.ok && body.text !== undefined;
  const call = {
    url: `${wechatApiBase}${path}${query}`,
    method,
    fields: {},
    secret: { name: 'access_token', place: 'query', variable: 'TOKEN' },
    ...(hasBody ? { bodyFile } : {}),
    ...(api?.classes.includes('B') ? { answerFile: `${path.split('/').at(-1)}.jpg` } : {}),
  } as const;
  const hint = hasBody ? { hint: callTexts[lang].bodyFileHint(bodyFile) } : {};
  return commandOf(t.request.heading, call, t, hint);
}
