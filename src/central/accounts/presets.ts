import { readPreset } from '../../wechat/apis.ts';
import { loginPaths, needsFullName } from './call-paths.ts';

/** Named lists for `gateway` in accounts.json. */
export const presets: ReadonlyMap<string, readonly string[]> = new Map([
  [
    // all that a publishing tool needs, and nothing that reaches a reader
    'drafts',
    [
      '/cgi-bin/media/uploadimg',
      '/cgi-bin/material/add_material',
      ...['add', 'update', 'get', 'batchget', 'count'].map((name) => `/cgi-bin/draft/${name}`),
    ],
  ],
  ['read', [...readPreset].filter((path) => !needsFullName(path))],
  ['login', [...loginPaths.withSecret, ...loginPaths.withUserToken]],
]);
