import { Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { type Frame, frameOf, noFields, pageModel, queryNotes, tipsContext } from '../../web/frame.ts';
import { prefersJson } from '../../web/respond.ts';
import { emptyTips, type Tips } from '../../web/tips.ts';
import { errcodes } from '../../wechat/errcodes.ts';
import { parseLookupForm } from '../get/form.ts';
import type { PageDeps } from '../routes.ts';
import { texts } from '../texts/index.ts';
import { lookUp } from './lookup.ts';
import { lookupJson, lookupTips } from './tips.ts';

/** `/errcodes`: every code with its explanation, and a form that explains a pasted reply. Calls nobody. */
export function errcodeRoutes({ site, textDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  const modelOf = (frame: Frame, tips: Tips) => ({
    ...pageModel(frame, site, noFields, tips),
    errcodes,
    both: texts,
  });

  const route = router.route('/errcodes');
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = frameOf(req, site, 'errcodes');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'errcodes', frame, notes, () =>
      modelOf(frame, emptyTips(frame.t.lookup.emptyHeading, [], notes)),
    );
  });

  route.post(...textDoors, (req, res) => {
    const text = parseLookupForm(req.body);
    const frame = frameOf(req, site, 'errcodes');
    const lookup = lookUp(text, frame.lang, frame.t);
    if (prefersJson(req)) res.json(lookupJson(lookup));
    else res.render('errcodes', modelOf(frame, lookupTips(lookup, tipsContext(frame, site))));
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));
  return router;
}
