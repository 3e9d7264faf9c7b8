import { type Request, type Response, Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { noteStep } from '../../http/request-log.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson, sendJsonError } from '../../web/respond.ts';
import { emptyTips, type Tips } from '../../web/tips.ts';
import type { PageDeps } from '../deps.ts';
import { logCall } from '../log-call.ts';
import { pageFrameOf, type TipsContext, tipsContext } from '../model.ts';
import type { MixedUp } from '../pasted/account.ts';
import { sendRawJson, sendReplyAsJson, setStatus } from '../send-reply.ts';
import { isSafeToShow, parseTokenForm, type TokenForm } from './form.ts';
import { keptHint, keptTips } from './kept-tips.ts';
import { issuingOf, replacesPresent, wouldReplaceKept } from './kept-tokens.ts';
import { getModel, noFields } from './model.ts';
import {
  maskFor,
  missingBodies,
  missingTips,
  mixedUpHint,
  mixedUpTips,
  occasionOf,
  tokenTips,
} from './tips.ts';

/** `GET /`: the empty form. `POST /`: one call to WeChat, and its answer in the tips area or as it is. */
export function tokenRoutes({
  site,
  client,
  log,
  formDoors,
  limitByAppid,
  forcedRefreshes,
  kept,
}: PageDeps): Router {
  const router = Router({ strict: true });

  const page = router.route('/');
  const sendConstant = createConstantPages();
  page.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'get');
    const { t } = frame;
    const notes = queryNotes(req, t);
    sendConstant(res, next, 'get', frame, notes, () =>
      getModel(frame, site, noFields, emptyTips(t.empty.heading, [], notes, 'get-sample')),
    );
  });

  page.post(...formDoors, async (req, res) => {
    const form = parseTokenForm(req.body);
    if (form.mixedUp !== undefined) {
      answerMixedUp(req, res, form, form.mixedUp);
      return;
    }
    if (form.missing !== undefined) {
      answerMissing(req, res, form, form.missing);
      return;
    }
    if (!form.replaceKept && wouldReplaceKept(form, kept)) {
      warnOfKept(req, res, form);
      return;
    }
    await limitByAppid(form.appid);
    noteStep(res, 'asks_wechat');
    const ended = replacesPresent(form) ? await kept.replacing(form) : undefined;
    const reply = await client.requestToken(form);
    logCall(log, res, form.endpoint, reply, maskFor(form));
    if (form.forceRefresh && reply.kind === 'success') forcedRefreshes.count(form.appid);
    const hasReplaced = ended?.(issuingOf(reply)) ?? false;
    setStatus(res, reply);
    if (prefersJson(req))
      sendReplyAsJson(
        res,
        reply,
        maskFor(form),
        occasionOf(form),
        pageFrameOf(req, site, 'get').t,
        site.timeoutMs,
      );
    else render(req, res, form, (context) => tokenTips(form, reply, context, hasReplaced));
  });

  page.all(allowOnly('GET', 'HEAD', 'POST'));

  const bookmark = router.route('/HtAccessToken.aspx');
  bookmark.get((_req, res) => {
    res.redirect(301, '/');
  });
  bookmark.all(allowOnly('GET', 'HEAD'));

  function answerMissing(req: Request, res: Response, form: TokenForm, missing: 'appid' | 'secret'): void {
    res.status(400);
    if (prefersJson(req)) sendRawJson(res, missingBodies[missing]);
    else render(req, res, form, (context) => missingTips(form, missing, context));
  }

  function answerMixedUp(req: Request, res: Response, form: TokenForm, mixedUp: MixedUp): void {
    res.status(400);
    const { t } = pageFrameOf(req, site, 'get');
    const { what, appid } = mixedUp;
    if (prefersJson(req)) sendJsonError(res, what, t.hints[what], mixedUpHint(appid, t));
    else render(req, res, form, (context) => mixedUpTips(form, mixedUp, context));
  }

  function warnOfKept(req: Request, res: Response, form: TokenForm): void {
    res.status(409);
    const { t } = pageFrameOf(req, site, 'get');
    if (prefersJson(req)) sendJsonError(res, 'kept_here', t.kept.heading, keptHint(form, t));
    else render(req, res, form, (context) => keptTips(form, context));
  }

  function render(
    req: Request,
    res: Response,
    form: TokenForm,
    makeTips: (context: TipsContext) => Tips,
  ): void {
    const frame = pageFrameOf(req, site, 'get');
    const tips = makeTips(tipsContext(frame, site));
    const typed = isSafeToShow(form.appid, form.secret) ? form.appid : '';
    const appid = form.mixedUp?.appid ?? typed;
    const fields = {
      appid,
      endpoint: form.endpoint,
      forcesLeft: form.appid === '' ? undefined : forcedRefreshes.left(form.appid),
    };
    res.render('get', getModel(frame, site, fields, tips));
  }

  return router;
}
