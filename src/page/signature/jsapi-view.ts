import { string1Of } from '../../wechat/signatures/jsapi.ts';
import { codeLines, signCode } from './code-lines.ts';
import type { JsapiResult } from './jsapi.ts';
import {
  type Card,
  compareRows,
  type Diff,
  diffOf,
  type Piece,
  type SignatureFold,
  type SignatureView,
  type ViewContext,
} from './view.ts';

const name = (text: string): Piece => ({ text, tag: 'b' });

/** A JavaScript string in single quotes. */
function quoted(text: string): Piece {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return { text: `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`, tag: 'i' };
}

/** https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html */
function configCard({ input, signature }: JsapiResult, appid: string, { s, mask }: ViewContext): Card {
  const { noncestr, timestamp } = input;
  const isNumber = /^[1-9]\d{0,9}$/.test(timestamp);
  const line = (key: string, value: Piece): Piece[] => [
    { text: '  ' },
    name(key),
    { text: ': ' },
    value,
    { text: ',\n' },
  ];
  const pieces = [
    { text: 'wx.config({\n' },
    ...line('appId', quoted(appid || 'wx0000000000000000')),
    ...line('timestamp', isNumber ? { text: timestamp } : quoted(timestamp)),
    ...line('nonceStr', quoted(mask(noncestr))),
    ...line('signature', quoted(signature)),
    ...line('jsApiList', { text: '[]' }),
    { text: '});' },
  ];
  return { id: 'config', heading: s.cards.config, copy: s.copy.config, pieces, isStrong: true };
}

function notesOf(result: JsapiResult, made: Readonly<{ isMade: boolean }>, { s }: ViewContext): string[] {
  const { address, given, isInMilliseconds } = result;
  return [
    ...(made.isMade ? [s.notes.madeNonce] : []),
    ...(address.fragment !== '' && given === '' ? [s.notes.fragmentOff] : []),
    ...(address.isUnescaped ? [s.notes.unescaped] : []),
    ...(address.isEncoded ? [s.notes.encoded] : []),
    ...(isInMilliseconds ? [s.notes.milliseconds] : []),
  ];
}

/** The address where only that is wrong, else the whole text that was signed. */
function diffFor({ verdict, input }: JsapiResult, mask: (text: string) => string): Diff | undefined {
  if (verdict === undefined) return undefined;
  const right = string1Of(input);
  if (verdict.text === right) return undefined;
  const isAddress = verdict.text === string1Of({ ...input, url: verdict.url });
  return isAddress ? diffOf(mask(verdict.url), mask(input.url)) : diffOf(mask(verdict.text), mask(right));
}

function foldsOf(result: JsapiResult, { s, mask }: ViewContext): SignatureFold[] {
  const { verdict, input, given, matches } = result;
  const isUnknown = given !== '' && !matches && verdict === undefined;
  const lines = verdict?.mistakes.map((mistake) => codeLines[mistake] ?? signCode) ?? [signCode];
  const still = {
    heading: isUnknown ? s.folds.notSeen : s.folds.still,
    steps: s.stillSteps,
    isOpen: isUnknown,
  };
  const code = {
    heading: s.folds.code,
    code: { id: 'code', copy: s.copy.code, text: [...new Set(lines)].join('\n\n') },
    ...(lines.includes(signCode) ? { text: s.codeText.sign } : {}),
  };
  const string1 = {
    heading: s.folds.string1,
    small: s.folds.masked,
    code: { id: 'string1', copy: s.copy.string1, text: mask(string1Of(input)) },
  };
  return isUnknown ? [still, string1, code] : [code, string1, still];
}

const longAddress = 1800;

function outcomeOf(
  { verdict, given, matches, input }: JsapiResult,
  { s }: ViewContext,
): Pick<SignatureView, 'state' | 'heading' | 'paragraphs' | 'faults'> {
  if (given === '') return { state: 'ok', heading: s.outcome.made, paragraphs: [], faults: [] };
  if (matches) return { state: 'ok', heading: s.outcome.same, paragraphs: [s.meaning.same], faults: [] };
  if (verdict === undefined) {
    const isLong = input.url.length > longAddress;
    const paragraphs = [isLong ? s.meaning.long : s.meaning.unknown];
    return { state: 'error', heading: s.outcome.unknown, paragraphs, faults: [] };
  }
  const faults = verdict.mistakes.map((mistake) => s.mistakes[mistake]);
  const [first, second] = faults;
  if (first !== undefined && second === undefined) {
    return { state: 'error', heading: first.heading, paragraphs: [first.meaning], faults: [] };
  }
  return { state: 'error', heading: s.outcome.two, paragraphs: [], faults };
}

/** The result for a page's signature. `ticket` is shown: it was asked for. */
export function jsapiView(
  result: JsapiResult,
  asked: Readonly<{ appid: string; isMade: boolean; ticket: string | undefined }>,
  context: ViewContext,
): SignatureView {
  const { s, mask } = context;
  const diff = diffFor(result, mask);
  return {
    ...outcomeOf(result, context),
    ...(diff === undefined ? {} : { diff }),
    rows: compareRows(result, result.verdict !== undefined, {
      given: s.labels.yours,
      alone: s.labels.signature,
      expected: s.labels.expected,
    }),
    cards: [
      configCard(result, asked.appid, context),
      ...(asked.ticket === undefined ? [] : [ticketCard(asked.ticket, false, context)]),
    ],
    notes: notesOf(result, asked, context),
    folds: foldsOf(result, context),
  };
}

const ticketCard = (ticket: string, isStrong: boolean, { s }: ViewContext): Card => ({
  id: 'fetched-ticket',
  heading: s.cards.ticket,
  copy: s.copy.ticket,
  pieces: [{ text: ticket }],
  isStrong,
});

/** A ticket that was fetched and asked for, and no page to sign. */
export const ticketView = (ticket: string, context: ViewContext): SignatureView => ({
  state: 'ok',
  heading: context.s.outcome.ticket,
  paragraphs: [context.s.meaning.ticket],
  faults: [],
  rows: [],
  cards: [ticketCard(ticket, true, context)],
  notes: [],
  folds: [],
});
