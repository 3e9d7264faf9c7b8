import { addCopyButtons } from './copy.js';
import { announce, fill, makeButton, makeNote, postForm, words } from './dom.js';
import { rememberLanguage } from './languages.js';
import { localiseTimes } from './times.js';

const unseenLimitMs = 10 * 60_000;

/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;
let hiddenSince = 0;
/** @type {() => void} */
let tick = () => {};

/** @param {number} leftMs */
function remaining(leftMs) {
  const minutes = Math.floor(leftMs / 60_000);
  if (minutes < 1) return words.lessThanAMinute;
  const hours = Math.floor(minutes / 60);
  return (hours > 0 ? hours + words.hour : '') + (minutes % 60) + words.minute;
}

/** Hides token and body until somebody asks for them. @param {HTMLElement} tips */
function veil(tips) {
  const parts = /** @type {NodeListOf<HTMLElement>} */ (
    tips.querySelectorAll('#token, .token button, details.private')
  );
  if (tips.querySelector('.veil') || parts.length === 0) return;
  for (const part of parts) part.hidden = true;
  const note = makeNote('note veil', `${words.hidden} `);
  note.append(
    makeButton(words.showToken, () => {
      for (const part of parts) part.hidden = false;
      note.remove();
      tips.dataset.unveiled = 'true';
    }),
  );
  tips.querySelector('.token')?.prepend(note);
}

/** Counts down to the end of the token, and hides it after that or when nobody looked for ten minutes. @param {HTMLElement} tips */
function watchToken(tips) {
  stopWatching();
  const ends = tips.querySelector('time#ends');
  if (!tips.querySelector('#token')) return;
  const endsAt = ends ? Date.parse(/** @type {HTMLTimeElement} */ (ends).dateTime) : Number.POSITIVE_INFINITY;
  const left = document.createElement('span');
  left.id = 'countdown';
  ends?.closest('span')?.after(left);
  const bar = tips.querySelector('progress');
  tick = () => {
    const leftMs = endsAt - Date.now();
    const isExpired = leftMs <= 0;
    if (bar) bar.value = Math.max(0, leftMs / 1000);
    left.textContent = isExpired ? words.expired : fill(words.endsIn, { time: remaining(leftMs) });
    left.classList.toggle('expired', isExpired);
    const isUnseen = hiddenSince > 0 && Date.now() - hiddenSince > unseenLimitMs;
    if ((isExpired && !tips.dataset.unveiled) || isUnseen) veil(tips);
  };
  tick();
  ticking = setInterval(tick, 5000);
}

/** Asks in place whether the token works, so that it stays on the screen. @param {HTMLElement} tips */
function checkInPlace(tips) {
  const check = /** @type {HTMLFormElement | null} */ (tips.querySelector('form.next'));
  check?.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (check.hasAttribute('aria-busy')) return;
    check.setAttribute('aria-busy', 'true');
    const verdict = tips.querySelector('.verdict') ?? check.appendChild(makeNote('verdict', ''));
    verdict.textContent = words.running;
    const answer = await postForm(check).catch(() => undefined);
    const heading = answer?.querySelector('#outcome')?.textContent ?? words.lost;
    verdict.textContent = heading;
    verdict.className = `verdict ${answer?.querySelector('#tips')?.className ?? 'error'}`;
    announce(heading);
    check.removeAttribute('aria-busy');
  });
}

const longToken = 256;

/** Three lines of a long token, until somebody wants all of it. @param {HTMLElement} tips */
function foldToken(tips) {
  const token = tips.querySelector('#token');
  const n = token?.textContent?.length ?? 0;
  if (n <= longToken) return;
  token?.classList.add('three');
  const all = makeButton(fill(words.showAll, { n }), () => {
    token?.classList.remove('three');
    all.remove();
  });
  all.className = 'plain';
  token?.after(all);
}

/** Makes a tips area that has just come live. @param {HTMLElement} tips */
export function enhanceTips(tips) {
  for (const fold of tips.querySelectorAll('[data-fold]')) fold.removeAttribute('open');
  addCopyButtons(tips);
  rememberLanguage(tips);
  foldToken(tips);
  localiseTimes(tips);
  watchToken(tips);
  checkInPlace(tips);
}

/** Forgets the token that is being watched. */
export function stopWatching() {
  clearInterval(ticking);
  tick = () => {};
}

/** From when on nobody sees the page; the token is hidden when that lasts. */
export function watchVisibility() {
  document.addEventListener('visibilitychange', () => {
    // once more before anybody can read it: a sleeping computer ticks late
    tick();
    hiddenSince = document.hidden ? Date.now() : 0;
  });
}
