import type { RenderError } from '../http/error-exit.ts';
import type { HttpError, HttpErrorCode } from '../http/http-error.ts';
import { createConstantPages } from './constant-pages.ts';
import { centralPath, type Frame, frameOf, type Site, type TipsModel, tipsModel } from './frame.ts';
import { prefersJson, sendJsonError } from './respond.ts';
import type { Tips } from './tips.ts';
import { type Tool, toolAt } from './tools.ts';

/** After these the form is of no use: it would be sent to the same wrong place. */
const withoutForm: ReadonlySet<HttpErrorCode> = new Set<HttpErrorCode>([
  'not_found',
  'method_not_allowed',
  'wrong_host',
  'internal',
]);

/** The page that a refused request belongs to and that is no tool: where there is one, it is the way on. */
const pageOf = (path: string, { code }: HttpError): string | undefined =>
  /^\/central(\/|$)/.test(path) && code !== 'not_found' ? centralPath : undefined;

/** What views/error.ejs is rendered with. */
export type ErrorModel = Frame & TipsModel;

/** For each tool what the view of its name is rendered with, where its form was refused. */
export type ToolModels = Readonly<Record<Tool, (frame: Frame, tips: Tips) => Frame & TipsModel>>;

/** Shows a refusal of this server in the look of the page, in the tips area, with the form where one can go on. */
export function createRenderError(site: Site, tools: ToolModels): RenderError {
  const sendConstant = createConstantPages();

  return (req, res, error, next) => {
    const tool = withoutForm.has(error.code) ? undefined : toolAt(req.path);
    const page = pageOf(req.path, error);
    const frame = frameOf(req, site, tool, page);
    const { refusals } = frame.t;
    const { heading, text } = refusals[error.code];
    const wait = error.headers['retry-after'];
    const actions = [
      ...(wait === undefined ? [] : [refusals.wait(Number(wait))]),
      ...(error.code === 'internal' ? [`${refusals.requestId}${String(res.locals.requestId)}`] : []),
    ];
    if (prefersJson(req)) {
      sendJsonError(res, error.code, heading, [text, ...actions].join(' '));
      return;
    }
    const tips: Tips = {
      state: 'error',
      heading,
      problems: [],
      notes: [],
      // without script the form comes back empty, and with it the choice of the endpoint
      ...(tool === 'get' ? { reload: refusals.formAnew } : {}),
      steps: [],
      explanation: {
        meaning: text,
        actions,
        links: [],
      },
      about: { codes: [], texts: [`HTTP ${error.status}`] },
      ...(tool === undefined
        ? { go: { href: frame.hrefs.home, text: page ? refusals.back : refusals.getToken } }
        : {}),
    };
    const view = tool ?? 'error';
    const makeModel = (): ErrorModel =>
      tool === undefined ? { ...frame, ...tipsModel(frame, tips) } : tools[tool](frame, tips);
    if (actions.length === 0) sendConstant(res, next, view, frame, [error.code], makeModel);
    else res.render(view, makeModel());
  };
}
