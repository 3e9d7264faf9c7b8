import { Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson } from '../../web/respond.ts';
import { emptyTips } from '../../web/tips.ts';
import type { PageDeps } from '../deps.ts';
import { pageFrameOf, tipsContext } from '../model.ts';
import { parseLookupForm } from './form.ts';
import { errcodesModel } from './model.ts';
import { listsOf } from './rows.ts';
import { lookupJson, lookupTips } from './tips.ts';

/** `/errcodes`: every code with its explanation, and a form that explains a pasted text. Calls nobody. */
export function errcodeRoutes({ site, textDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  const route = router.route('/errcodes');
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'errcodes');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'errcodes', frame, notes, () => {
      const lists = listsOf(frame);
      return errcodesModel(frame, emptyTips(lists[0]?.heading ?? '', [], notes), lists);
    });
  });

  route.post(...textDoors, (req, res) => {
    const form = parseLookupForm(req.body);
    const frame = pageFrameOf(req, site, 'errcodes');
    const context = tipsContext(frame, site);
    if (prefersJson(req)) res.json(lookupJson(form, context));
    else res.render('errcodes', errcodesModel(frame, lookupTips(form, context), [], form.family));
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));
  return router;
}
