import type { Request, Response } from 'express';
import type { RenderError } from './error-exit.ts';
import type { HttpError } from './http-error.ts';

/** Nobody serves this address; not for want of a key, nor of the right method. */
const isUnserved = ({ code }: HttpError): boolean => code === 'not_found' || code === 'wrong_host';

/**
 * Answers a call of WeChat's that nobody here serves as WeChat answers one that does not exist, since an SDK can read
 * nothing else; every other error goes to `render`. `explanation` says what is served instead, after "invalid url, ".
 */
export function answerUnservedCalls(
  render: RenderError,
  isCall: (req: Request) => boolean,
  explanation: string,
): RenderError {
  function answer(res: Response): void {
    const errmsg = `invalid url, ${explanation} rid: ${String(res.locals.requestId)}`;
    res.locals.errcode = 40066;
    res.status(200).json({ errcode: 40066, errmsg });
  }

  return (req, res, error, next) => {
    if (isUnserved(error) && isCall(req)) answer(res);
    else render(req, res, error, next);
  };
}
