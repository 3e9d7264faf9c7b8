import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/** `/healthz`: the process answers. `/readyz`: it can serve. Neither ever asks WeChat. */
export function healthRoutes(): Router {
  const router = Router({ strict: true });
  for (const path of ['/healthz', '/readyz']) {
    router.get(path, (_req, res) => {
      res.json({ status: 'ok' });
    });
    router.all(path, allowOnly('GET', 'HEAD'));
  }
  return router;
}
