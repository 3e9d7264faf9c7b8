import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/**
 * `/healthz`: the process answers. `/readyz`: it can serve; 503 with the stable word that `problem` gives where it can
 * only do so until a restart, or from memory. Neither ever asks WeChat.
 */
export function healthRoutes(problem: () => string | undefined = () => undefined): Router {
  const router = Router({ strict: true });
  const answers = { '/healthz': () => undefined, '/readyz': problem };
  for (const [path, check] of Object.entries(answers)) {
    const route = router.route(path);
    route.get((_req, res) => {
      const found = check();
      res.status(found === undefined ? 200 : 503).json({ status: found ?? 'ok' });
    });
    route.all(allowOnly('GET', 'HEAD'));
  }
  return router;
}
