import { codeLines, echostrCode, type Mistake, msgCode, openCode, pushCode } from './code-lines.ts';
import { type CheckResult, type DecryptResult, decryptFaults, type EncryptResult } from './push.ts';
import {
  type Card,
  compareRows,
  type Row,
  type SignatureFold,
  type SignatureView,
  type ViewContext,
} from './view.ts';

type Outcome = Pick<SignatureView, 'state' | 'heading' | 'paragraphs' | 'faults'>;

const codeFold = (code: string, text: string, { s }: ViewContext): SignatureFold => ({
  heading: s.folds.code,
  code: { id: 'code', copy: s.copy.code, text: code },
  text,
});

const codeFor = (mistakes: readonly Mistake[] | undefined, otherwise: string): string =>
  [...new Set((mistakes ?? []).map((mistake) => codeLines[mistake] ?? otherwise))].join('\n\n') || otherwise;

/** One mistake is the heading itself; two are told below it. */
function mistakesOutcome(mistakes: readonly Mistake[], { s }: ViewContext): Outcome {
  const faults = mistakes.map((mistake) => s.mistakes[mistake]);
  const [first, second] = faults;
  return first !== undefined && second === undefined
    ? { state: 'error', heading: first.heading, paragraphs: [first.meaning], faults: [] }
    : { state: 'error', heading: s.outcome.checkTwo, paragraphs: [], faults };
}

function checkOutcome({ given, matches, mistakes, echostr }: CheckResult, context: ViewContext): Outcome {
  const { s } = context;
  const ok = (heading: string, text: string): Outcome => ({
    state: 'ok',
    heading,
    paragraphs: [text],
    faults: [],
  });
  if (given === '') return ok(s.outcome.checkMade, s.meaning.checkMade);
  if (matches) return ok(s.outcome.checkSame, echostr === '' ? s.meaning.plainSame : s.meaning.checkSame);
  if (mistakes !== undefined) return mistakesOutcome(mistakes, context);
  const paragraphs = [s.meaning.checkUnknown];
  return { state: 'error', heading: s.outcome.checkUnknown, paragraphs, faults: [] };
}

/** The result for the check of an address, or a plain push. */
export function checkView(result: CheckResult, context: ViewContext): SignatureView {
  const { s } = context;
  const { given, matches, mistakes, echostr } = result;
  const isRight = given === '' || matches;
  const isUnknown = !isRight && mistakes === undefined;
  const labels = { given: s.labels.theirs, alone: s.labels.signature, expected: s.labels.expected };
  const echo: Card = {
    id: 'echo',
    heading: s.cards.echostr,
    copy: s.copy.echostr,
    pieces: [{ text: echostr }],
    isStrong: true,
  };
  const answers: SignatureFold[] = [
    { heading: s.folds.frameworks, steps: s.frameworkSteps },
    {
      heading: s.folds.code,
      code: { id: 'answer-code', copy: s.copy.code, text: echostrCode },
      text: s.codeText.echostr,
    },
  ];
  return {
    ...checkOutcome(result, context),
    rows: compareRows(result, mistakes !== undefined, labels),
    cards: isRight && echostr !== '' ? [echo] : [],
    notes: [],
    folds: [
      ...(isUnknown ? [{ heading: s.folds.notSeen, steps: s.checkNotSeen, isOpen: true }] : []),
      ...(isRight ? answers : [codeFold(codeFor(mistakes, pushCode), s.codeText.push, context)]),
    ],
  };
}

function decryptOutcome(result: DecryptResult, context: ViewContext): Outcome {
  const { s } = context;
  const { given, matches, mistakes, opened } = result;
  const faults = decryptFaults(result);
  const error = (heading: string, ...paragraphs: string[]): Outcome => ({
    state: 'error',
    heading,
    paragraphs,
    faults: [],
  });
  if (opened.kind === 'closed') {
    const { closed } = s.meaning;
    const isKey = matches && opened.why === 'wrong_key';
    return error(s.outcome.closed[opened.why], closed[opened.why], ...(isKey ? [closed.rightToken] : []));
  }
  const padding = opened.isPaddedTo16 ? [s.meaning.padding] : [];
  if (given !== '' && !matches) {
    if (mistakes === undefined) return error(s.outcome.openedWrong, ...padding);
    const outcome = mistakesOutcome(mistakes, context);
    return { ...outcome, paragraphs: [...outcome.paragraphs, ...padding] };
  }
  if (faults.includes('appid')) return error(s.outcome.otherAppid, s.meaning.otherAppid, ...padding);
  const heading = given === '' ? s.outcome.opened : s.outcome.openedRight;
  return { state: 'ok', heading, paragraphs: padding, faults: [] };
}

function appidRows({ opened, appid }: DecryptResult, { s, mask }: ViewContext): Row[] {
  if (opened.kind === 'closed') return [];
  const isOther = appid !== '' && appid !== opened.appid;
  const inIt: Row = {
    label: s.labels.appidInIt,
    value: opened.appid,
    tone: isOther ? 'bad' : appid === '' ? undefined : 'good',
  };
  return isOther ? [inIt, { label: s.labels.appidGiven, value: mask(appid), tone: undefined }] : [inIt];
}

/** The result for a push in safe mode. The message is what was asked for; nothing else in it is a secret. */
export function decryptView(result: DecryptResult, context: ViewContext): SignatureView {
  const { s } = context;
  const { given, signature, matches, mistakes, opened, isMended } = result;
  const labels = { given: s.labels.theirs, alone: s.labels.msgSignature, expected: s.labels.expected };
  const isUnknown = given !== '' && !matches && mistakes === undefined;
  const message: Card[] =
    opened.kind === 'closed'
      ? []
      : [
          {
            id: 'message-text',
            heading: s.cards.message,
            copy: s.copy.message,
            pieces: [{ text: opened.message }],
            isStrong: true,
          },
        ];
  return {
    ...decryptOutcome(result, context),
    rows: [
      ...(signature === '' ? [] : compareRows(result, mistakes !== undefined, labels)),
      ...appidRows(result, context),
    ],
    cards: message,
    notes: [...(signature === '' ? [s.notes.unsigned] : []), ...(isMended ? [s.notes.mended] : [])],
    folds: [
      ...(isUnknown ? [{ heading: s.folds.notSeen, steps: s.decryptNotSeen, isOpen: true }] : []),
      ...(given !== '' && !matches ? [codeFold(codeFor(mistakes, msgCode), s.codeText.push, context)] : []),
      {
        heading: s.folds.openCode,
        code: { id: 'open-code', copy: s.copy.code, text: openCode },
        text: s.codeText.open,
      },
    ],
  };
}

/** A sealed reply. */
export function encryptView({ signature, body, format }: EncryptResult, { s }: ViewContext): SignatureView {
  return {
    state: 'ok',
    heading: s.outcome.sealed,
    paragraphs: [s.meaning.sealed],
    faults: [],
    rows: [{ label: 'MsgSignature', value: signature, tone: 'good' }],
    cards: [
      { id: 'sealed', heading: s.cards.reply, copy: s.copy.reply, pieces: [{ text: body }], isStrong: true },
    ],
    notes: [s.notes[format], s.notes.ownSuccess],
    folds: [],
  };
}
