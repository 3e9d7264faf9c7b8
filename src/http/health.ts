import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/**
 * `/healthz`: the process answers. `/readyz`: it can serve; 503 with the stable word that `problem` gives where it can
 * only do so until a restart, or from memory. `warnings`, in stable words, are what a person should look at while it
 * serves on. Neither ever asks WeChat.
 */
export function healthRoutes(
  problem: () => string | undefined = () => undefined,
  warnings: () => readonly string[] = () => [],
): Router {
  const router = Router({ strict: true });
  const answers = {
    '/healthz': { problem: () => undefined, warnings: () => [] },
    '/readyz': { problem, warnings },
  };
  for (const [path, check] of Object.entries(answers)) {
    const route = router.route(path);
    route.get((_req, res) => {
      const found = check.problem();
      const also = check.warnings();
      res
        .status(found === undefined ? 200 : 503)
        .json({ status: found ?? 'ok', ...(also.length === 0 ? {} : { warnings: also }) });
    });
    route.all(allowOnly('GET', 'HEAD'));
  }
  return router;
}
