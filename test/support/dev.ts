import { spawn, spawnSync } from 'node:child_process';

// `npm run dev`: builds and starts the server; node --watch-path runs this again at each change.

const build = spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
if (build.status === 0) {
  const server = spawn(process.execPath, ['dist/src/server.js'], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => server.kill(signal));
  server.once('close', (code) => process.exit(code ?? 0));
}
