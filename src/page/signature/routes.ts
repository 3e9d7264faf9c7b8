import { type Request, type Response, Router } from 'express';
import { allowOnly } from '../../http/error-exit.ts';
import { createConstantPages } from '../../web/constant-pages.ts';
import { queryNotes } from '../../web/frame.ts';
import { prefersJson, sendJsonError } from '../../web/respond.ts';
import { createMask } from '../../wechat/mask.ts';
import type { PageDeps } from '../deps.ts';
import { pageFrameOf, tipsContext } from '../model.ts';
import { sendReplyAsJson, setStatus } from '../send-reply.ts';
import { type Signed, signPage } from './fetch-ticket.ts';
import { parseSignatureForm, type SignatureForm } from './form.ts';
import { jsapiView, ticketView } from './jsapi-view.ts';
import { type Result, resultJson } from './json.ts';
import { resultModel, signatureEmptyTips, signatureModel, unfilled } from './model.ts';
import { pasteNotes, problemTips } from './problems.ts';
import { checkResult, decryptResult, encryptResult } from './push.ts';
import { checkView, decryptView, encryptView } from './push-view.ts';
import { secretsOf, shownValues } from './shown.ts';
import { texts } from './texts/index.ts';
import { noTicketTips } from './tips.ts';
import type { SignatureView, ViewContext } from './view.ts';

/** `/signature`: signatures of the JS-SDK and of message push, made and compared here. WeChat is called for a ticket alone. */
export function signatureRoutes({ site, client, log, textDoors, now }: PageDeps): Router {
  const router = Router({ strict: true });

  const route = router.route('/signature');
  const sendConstant = createConstantPages();
  route.get((req, res, next) => {
    const frame = pageFrameOf(req, site, 'signature');
    const notes = queryNotes(req, frame.t);
    sendConstant(res, next, 'signature', frame, notes, () =>
      signatureModel(frame, site, unfilled, signatureEmptyTips(frame, notes)),
    );
  });

  route.post(...textDoors, async (req, res) => {
    const form = parseSignatureForm(req.body);
    if (form.problems.length > 0) answerProblems(req, res, form);
    else if (form.kind === 'jsapi') await answerPage(req, res, form);
    else answerPush(req, res, form);
  });

  route.all(allowOnly('GET', 'HEAD', 'POST'));

  function answerProblems(req: Request, res: Response, form: SignatureForm): void {
    res.status(400);
    const frame = pageFrameOf(req, site, 'signature');
    const tips = problemTips(form, frame.t, texts[frame.lang]);
    const [first] = form.problems;
    const why =
      first?.why === 'missing' || first?.why === 'to_compare' ? 'field_missing' : 'field_unreadable';
    const said = tips.problems.map(({ field, text }) => `${field}: ${text}`).join('. ');
    if (prefersJson(req)) sendJsonError(res, why, tips.heading, said);
    else res.render('signature', signatureModel(frame, site, filledOf(form), tips));
  }

  async function answerPage(req: Request, res: Response, form: SignatureForm): Promise<void> {
    const signed = await signPage(form, { client, log, res, now });
    if (signed.kind === 'failed') {
      answerNoTicket(req, res, form, signed);
      return;
    }
    const { tickets, result, fetched } = signed;
    const asked = form.showTicket && fetched !== undefined ? tickets.ticket : undefined;
    const mask = createMask(secretsOf(form, [tickets.ticket, tickets.cardTicket ?? '']));
    if (prefersJson(req)) {
      const ticket = asked === undefined ? {} : { ticket: asked };
      res.json({ ...(result === undefined ? {} : resultJson(result, mask)), ...ticket });
      return;
    }
    render(req, res, form, (s) => {
      const context = { s, mask };
      const isMade = form.values.noncestr === '' || form.values.timestamp === '';
      const view =
        result === undefined
          ? ticketView(tickets.ticket, context)
          : jsapiView(result, { appid: shownValues(form).appid, isMade, ticket: asked }, context);
      const said = fetched === undefined ? [] : [s.notes.fetched(fetched.expiresIn)];
      return { ...view, notes: [...said, ...view.notes] };
    });
  }

  function answerNoTicket(
    req: Request,
    res: Response,
    form: SignatureForm,
    failed: Extract<Signed, { kind: 'failed' }>,
  ): void {
    const frame = pageFrameOf(req, site, 'signature');
    setStatus(res, failed.reply);
    if (prefersJson(req)) {
      const mask = createMask([form.accessToken]);
      sendReplyAsJson(res, failed.reply, mask, 'use', frame.t, site.timeoutMs);
      return;
    }
    const tips = noTicketTips(form, failed, tipsContext(frame, site));
    res.render('signature', signatureModel(frame, site, filledOf(form), tips));
  }

  function answerPush(req: Request, res: Response, form: SignatureForm): void {
    const mask = createMask(secretsOf(form));
    const result = pushResult(form, now());
    if (prefersJson(req)) res.json(resultJson(result, mask));
    else render(req, res, form, (s) => pushView(result, form, { s, mask }));
  }

  function render(
    req: Request,
    res: Response,
    form: SignatureForm,
    makeView: (s: ViewContext['s']) => SignatureView,
  ): void {
    const frame = pageFrameOf(req, site, 'signature');
    const s = texts[frame.lang];
    const view = makeView(s);
    const notes = [...pasteNotes(form, frame.t, s), ...view.notes];
    res.render('signature', resultModel(frame, site, filledOf(form), { ...view, notes }));
  }

  return router;
}

type PushResult = Exclude<Result, { kind: 'jsapi' }>;

function pushResult(form: SignatureForm, now: number): PushResult {
  if (form.kind === 'push_check') return checkResult(form);
  return form.kind === 'push_decrypt' ? decryptResult(form) : encryptResult(form, now);
}

function pushView(result: PushResult, { values }: SignatureForm, context: ViewContext): SignatureView {
  const { notes } = context.s;
  const isOdd = values.token !== '' && !/^[A-Za-z0-9]{3,32}$/.test(values.token);
  const view =
    result.kind === 'push_check'
      ? checkView(result, context)
      : result.kind === 'push_decrypt'
        ? decryptView(result, context)
        : encryptView(result, context);
  return { ...view, notes: [...(isOdd ? [notes.tokenLength] : []), ...view.notes] };
}

const filledOf = (form: SignatureForm) => ({
  kind: form.kind,
  values: shownValues(form),
  showTicket: form.showTicket,
  taken: form.taken,
});
