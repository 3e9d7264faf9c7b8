import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/** `/healthz`: the process answers. `/readyz`: it can serve. Neither ever asks WeChat. */
export function healthRoutes(): Router {
  const router = Router({ strict: true });
  for (const path of ['/healthz', '/readyz']) {
    const route = router.route(path);
    route.get((_req, res) => {
      res.json({ status: 'ok' });
    });
    route.all(allowOnly('GET', 'HEAD'));
  }
  return router;
}
