import { Router } from 'express';
import type { Site } from '../web/frame.ts';
import type { ToolModels } from '../web/render-error.ts';
import { callModel } from './call/model.ts';
import { callRoutes } from './call/routes.ts';
import { checkModel } from './check/model.ts';
import { checkRoutes } from './check/routes.ts';
import type { PageDeps } from './deps.ts';
import { errcodesModel } from './errcodes/model.ts';
import { errcodeRoutes } from './errcodes/routes.ts';
import { getModel, noFields } from './get/model.ts';
import { tokenRoutes } from './get/routes.ts';
import { pageFrame } from './model.ts';
import { signatureModel, unfilled } from './signature/model.ts';
import { signatureRoutes } from './signature/routes.ts';

/** The web form and its tools. */
export function pageRoutes(deps: PageDeps): Router {
  const router = Router({ strict: true });
  router.use(tokenRoutes(deps));
  router.use(callRoutes(deps));
  router.use(checkRoutes(deps));
  router.use(signatureRoutes(deps));
  router.use(errcodeRoutes(deps));
  return router;
}

/** The pages of the tools with an empty form, for what was refused before a route read it. */
export const refusedForms = (site: Site): ToolModels => ({
  get: (frame, tips) => getModel(pageFrame(frame), site, noFields, tips),
  call: (frame, tips) => callModel(pageFrame(frame), site, tips),
  check: (frame, tips) => checkModel(pageFrame(frame), site, tips),
  signature: (frame, tips) => signatureModel(pageFrame(frame), site, unfilled, tips),
  // without the list, which is no answer to a form that was not read
  errcodes: (frame, tips) => errcodesModel(pageFrame(frame), tips, []),
});
