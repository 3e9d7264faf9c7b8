import { type Request, type RequestHandler, type Response, Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson, sendJsonError } from '../../web/respond.ts';
import type { Tips } from '../../web/tips.ts';
import { isFreeRead } from '../../wechat/apis.ts';
import { createBodyMask } from '../../wechat/mask-body.ts';
import type { PageDeps } from '../deps.ts';
import { logCall } from '../log-call.ts';
import { type PageFrame, pageFrameOf, type TipsContext, tipsContext } from '../model.ts';
import { sendRawJson, setStatus } from '../send-reply.ts';
import { callTips } from './answer-tips.ts';
import { type CallForm, confirmKey, lacksTick, parseCallForm } from './form.ts';
import { callModel } from './model.ts';
import { sendAnswer } from './send.ts';
import { callTexts } from './texts/index.ts';
import {
  callEmptyTips,
  confirmTips,
  loadedTips,
  missingTips,
  notTokenTips,
  refusalOf,
  refusedTips,
} from './tips.ts';

/** A picture stands in the page as a `data:` address, so that it shows without script and is kept nowhere: here alone. */
const allowPictures: RequestHandler = (_req, res, next) => {
  const policy = String(res.get('content-security-policy'));
  res.set('content-security-policy', policy.replace("img-src 'self'", "img-src 'self' data:"));
  next();
};

type Refusal = Readonly<{ status: number; word: string; hint: string; tips: (context: TipsContext) => Tips }>;

/** `GET /call`: the form. `POST /call`: one call of WeChat's API with a token, and its answer. */
export function callRoutes({ site, client, log, textDoors }: PageDeps): Router {
  const router = Router({ strict: true });

  const route = router.route('/call');
  route.all(allowPictures);
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'call');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'call', frame, notes, () =>
      callModel(frame, site, callEmptyTips(frame.lang, notes)),
    );
  });

  route.post(...textDoors, async (req, res) => {
    const form = parseCallForm(req.body);
    const frame = pageFrameOf(req, site, 'call');
    if (form.isLoad) {
      answerLoad(req, res, frame, form);
      return;
    }
    const refusal = refusalFor(form, frame);
    if (refusal !== undefined) {
      refuse(req, res, frame, form, refusal);
      return;
    }
    await call(req, res, frame, form);
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));

  const contextOf = (frame: PageFrame): TipsContext => tipsContext(frame, site);

  function answerLoad(req: Request, res: Response, frame: PageFrame, form: CallForm): void {
    if (prefersJson(req)) {
      const { method, target, body } = form;
      const path = target.ok ? [target.path, target.query].filter(Boolean).join('?') : '';
      res.json({ method, path, body: body.ok ? (body.text ?? '') : '' });
      return;
    }
    res.render('call', callModel(frame, site, loadedTips(form, contextOf(frame)), form));
  }

  /** Why nothing is sent, or undefined. The first reason in the order of the fields. */
  function refusalFor(form: CallForm, frame: PageFrame): Refusal | undefined {
    const { pasted, target } = form;
    const { lang, t, hrefs } = frame;
    const c = callTexts[lang];
    if (pasted.kind === 'empty') return { status: 400, word: '', hint: '', tips: missingTips };
    if (pasted.kind === 'other') {
      const { looksLike } = pasted;
      const hint = `${t.notToken[looksLike]}${t.sentenceGap}${c.notSent}`;
      return { status: 400, word: 'not_a_token', hint, tips: (context) => notTokenTips(looksLike, context) };
    }
    const refused = refusalOf(form, lang);
    if (refused !== undefined) {
      return {
        status: 400,
        word: refused.word,
        hint: `${refused.text}${t.sentenceGap}${c.notSent}`,
        tips: (context) => refusedTips(form, refused, { ...context, getHref: hrefs.get }),
      };
    }
    if (!lacksTick(form) || !target.ok) return undefined;
    return {
      status: 409,
      word: 'confirm_needed',
      hint: [c.notSent, c.confirm.json(confirmKey(form.method, target.path))].join(t.sentenceGap),
      tips: (context) => confirmTips(form, context),
    };
  }

  function refuse(req: Request, res: Response, frame: PageFrame, form: CallForm, refusal: Refusal): void {
    res.status(refusal.status);
    const tips = refusal.tips(contextOf(frame));
    if (!prefersJson(req)) res.render('call', callModel(frame, site, tips, form));
    else if (refusal.word === '') sendRawJson(res, '{"errcode":41001,"errmsg":"access_token missing"}');
    else sendJsonError(res, refusal.word, tips.heading, refusal.hint);
  }

  async function call(req: Request, res: Response, frame: PageFrame, form: CallForm): Promise<void> {
    const { pasted, target, body, method, api } = form;
    if (pasted.kind !== 'token' || !target.ok) return;
    const { path, query } = target;
    const { token } = pasted;
    const text = method === 'POST' && body.ok ? body.text : undefined;
    const reply = await client.callApi({ accessToken: token, method, path, query, body: text });
    const mask = createBodyMask(token);
    logCall(log, res, api?.id ?? 'other', reply, mask);
    setStatus(res, reply);
    const context = contextOf(frame);
    if (prefersJson(req)) {
      const occasion = isFreeRead(api) ? 'read' : 'act';
      sendAnswer(res, reply, mask, { ...context, c: callTexts[frame.lang], occasion });
      return;
    }
    res.render('call', callModel(frame, site, callTips(form, { token, path }, reply, context), form));
  }

  return router;
}
