// The server in a few files instead of four hundred, for tests that start it again and again: to find and read them is
// most of what a start costs.
import { dirname } from 'node:path';
import { buildSync } from 'esbuild';

/** As deep as the built one, since the server looks for the project's folder from there. */
const file = 'dist/bundle/server.js';

/** Bundles what is built, and has the test files start that as `bundledServer` from here on. */
export function bundleServer(): void {
  buildSync({
    entryPoints: ['dist/src/server.js'],
    outdir: dirname(file),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // what is CommonJS asks for Node's own modules so
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  process.env.BUNDLED_SERVER = file;
}
