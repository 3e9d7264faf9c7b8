import { type Request, type Response, Router } from 'express';
import { allowOnly } from '../http/error-exit.ts';
import { errcodes } from '../wechat/errcodes.ts';
import { parseLookupForm } from './form.ts';
import { lookupTips } from './lookup.ts';
import { type Frame, frameOf, noFields, pageModel, queryNotes } from './model.ts';
import type { PageDeps } from './routes.ts';
import { texts } from './texts/index.ts';
import { emptyTips, type Tips } from './tips.ts';

/** `/errcodes`: every code with its explanation, and a form that explains a pasted reply. Calls nobody. */
export function errcodeRoutes({ site, formDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  function render(req: Request, res: Response, makeTips: (frame: Frame) => Tips): void {
    const frame = frameOf(req, site, 'errcodes');
    res.render('errcodes', { ...pageModel(frame, site, noFields, makeTips(frame)), errcodes, both: texts });
  }

  const route = router.route('/errcodes');
  route.get((req, res) => {
    render(req, res, ({ t }) => emptyTips(t.lookup.emptyHeading, [], queryNotes(req, t)));
  });

  route.post(...formDoors, (req, res) => {
    const text = parseLookupForm(req.body);
    render(req, res, ({ lang, t }) => lookupTips(text, lang, t));
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));
  return router;
}
