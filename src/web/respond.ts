import type { Request, Response } from 'express';

/** Does this client ask for JSON before HTML? A browser and a plain curl do not. */
export const prefersJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

/** An error of ours: `error` is a stable word. It has no errcode, so that nobody takes it for WeChat's. */
export function sendJsonError(res: Response, error: string, message: string, hint: string): void {
  res.json({ error, message, hint });
}
