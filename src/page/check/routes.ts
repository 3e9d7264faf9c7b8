import { Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { noteStep } from '../../http/request-log.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson, sendJsonError } from '../../web/respond.ts';
import { createMask } from '../../wechat/mask.ts';
import type { PageDeps } from '../deps.ts';
import { logCall } from '../log-call.ts';
import { pageFrameOf, tipsContext } from '../model.ts';
import { sendRawJson, sendReplyAsJson, setStatus } from '../send-reply.ts';
import { parseCheckForm } from './form.ts';
import { checkModel } from './model.ts';
import { checkEmptyTips, checkMissingTips, checkTips, noPathTips, notTokenTips, verdictOf } from './tips.ts';

/** `GET /check`: the form. `POST /check`: is this access_token alive? One read-only call, and one more for the quota. */
export function checkRoutes({ site, client, log, formDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  const route = router.route('/check');
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'check');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'check', frame, notes, () =>
      checkModel(frame, site, checkEmptyTips(frame.t, notes)),
    );
  });

  route.post(...formDoors, async (req, res) => {
    const form = parseCheckForm(req.body);
    const frame = pageFrameOf(req, site, 'check');
    const { t } = frame;
    const { pasted } = form;
    if (pasted.kind === 'empty') {
      res.status(400);
      if (prefersJson(req)) sendRawJson(res, '{"errcode":41001,"errmsg":"access_token missing"}');
      else res.render('check', checkModel(frame, site, checkMissingTips(t)));
      return;
    }
    if (pasted.kind === 'other') {
      const { heading, notSent, [pasted.looksLike]: looks } = t.notToken;
      res.status(400);
      if (prefersJson(req)) sendJsonError(res, 'not_a_token', heading, `${looks} ${notSent}`);
      else res.render('check', checkModel(frame, site, notTokenTips(pasted.looksLike, t)));
      return;
    }
    if (form.isNoPath) {
      res.status(400);
      if (prefersJson(req)) sendJsonError(res, 'not_a_path', t.check.noPath, t.check.noPathText);
      else res.render('check', checkModel(frame, site, noPathTips(t)));
      return;
    }
    const { token } = pasted;
    const mask = createMask([token]);
    noteStep(res, 'asks_wechat');
    const reply = await client.checkToken(token);
    logCall(log, res, 'get_api_domain_ip', reply, mask);
    const isWorthAsking = form.quotaPath !== undefined && ['alive', 'noRight'].includes(verdictOf(reply));
    const quota = isWorthAsking ? await client.getQuota(token, form.quotaPath) : undefined;
    if (quota !== undefined) logCall(log, res, 'openapi/quota/get', quota, mask);

    setStatus(res, reply);
    if (prefersJson(req)) {
      sendReplyAsJson(res, reply, mask, 'use', t, site.timeoutMs);
      return;
    }
    const tips = checkTips({ ...form, pasted }, reply, quota, tipsContext(frame, site));
    res.render('check', checkModel(frame, site, tips, form.quotaPath));
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));
  return router;
}
