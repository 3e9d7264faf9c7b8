import { Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson } from '../../web/respond.ts';
import { emptyTips } from '../../web/tips.ts';
import { errcodes } from '../../wechat/errcodes.ts';
import type { PageDeps } from '../deps.ts';
import { pageFrameOf, tipsContext } from '../model.ts';
import { parseLookupForm } from './form.ts';
import { lookUp } from './lookup.ts';
import { errcodesModel } from './model.ts';
import { lookupJson, lookupTips } from './tips.ts';

/** `/errcodes`: every code with its explanation, and a form that explains a pasted reply. Calls nobody. */
export function errcodeRoutes({ site, textDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  const route = router.route('/errcodes');
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'errcodes');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'errcodes', frame, notes, () =>
      errcodesModel(frame, emptyTips(frame.t.lookup.emptyHeading, [], notes), errcodes),
    );
  });

  route.post(...textDoors, (req, res) => {
    const text = parseLookupForm(req.body);
    const frame = pageFrameOf(req, site, 'errcodes');
    const lookup = lookUp(text, frame.lang, frame.t);
    if (prefersJson(req)) res.json(lookupJson(lookup));
    else res.render('errcodes', errcodesModel(frame, lookupTips(lookup, tipsContext(frame, site)), errcodes));
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));
  return router;
}
