import type { IncomingMessage, ServerResponse } from 'node:http';

const told = new WeakSet<IncomingMessage>();

/** Does the sender hold its body back until it is told to go on (RFC 9110, 10.1.1)? */
export const isHoldingBack = (req: IncomingMessage): boolean =>
  req.headers.expect !== undefined && !req.complete && !told.has(req);

/** Tells a sender that holds its body back to go on; everyone else sends it anyway. */
export function letBodyCome(req: IncomingMessage, res: ServerResponse): void {
  if (!isHoldingBack(req)) return;
  told.add(req);
  res.writeContinue();
}
