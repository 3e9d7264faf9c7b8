// What the list of errcodes adds to the script of every tool: it is narrowed down as somebody types, opens what the
// address points at, and Enter looks a text up.

import { announce, fill, form, makeNote, tipsNow } from './dom.js';

const box = /** @type {HTMLTextAreaElement} */ (document.getElementById('pasted'));
const codes = document.getElementById('codes');

/** What is longer was pasted, not typed. */
const longestTyped = 80;

/** @typedef {{ details: HTMLDetailsElement, code: string, text: string }} Row */

/** @param {HTMLElement} list @returns {Row[]} */
const rowsOf = (list) =>
  [.../** @type {NodeListOf<HTMLDetailsElement>} */ (list.querySelectorAll(':scope > details'))].map(
    (details) => ({
      details,
      code: details.querySelector('code')?.textContent ?? '',
      text: details.textContent?.toLowerCase() ?? '',
    }),
  );

/** What a row has to have to be shown. @param {string} wanted @returns {(row: Row) => boolean} */
function matcher(wanted) {
  if (wanted.length > longestTyped || wanted.includes('\n')) {
    const numbers = new Set(wanted.match(/-?\d+/g));
    // success, and in every second line of a log something else
    return ({ code }) => code !== '0' && numbers.has(code);
  }
  const words = wanted.split(/\s+/);
  return ({ code, text }) =>
    words.every((word) => (/^-?\d+$/.test(word) ? code.startsWith(word) : text.includes(word)));
}

/** @param {HTMLElement} list @param {Row[]} rows @param {(row: Row) => boolean} isWanted */
function show(list, rows, isWanted) {
  const shown = rows.filter((row) => {
    row.details.hidden = !isWanted(row);
    return !row.details.hidden;
  });
  for (const heading of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(':scope > h3'))) {
    let next = heading.nextElementSibling;
    while (next && next.tagName === 'DETAILS' && /** @type {HTMLElement} */ (next).hidden) {
      next = next.nextElementSibling;
    }
    heading.hidden = next?.tagName !== 'DETAILS';
  }
  list.hidden = shown.length === 0;
  return shown;
}

/** @param {HTMLElement} section */
function start(section) {
  const words = section.dataset;
  const emptyTips = tipsNow();
  const { title } = document;
  const note = makeNote('note', '');
  note.hidden = true;
  section.prepend(note);
  const lists = [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.list'))];
  /** @type {Map<HTMLElement, Row[]>} */
  const known = new Map();
  /** @type {HTMLDetailsElement | undefined} */
  let opened;

  const family = () => String(new FormData(form).get('family'));
  /** Their texts are read when somebody begins to type. @param {HTMLElement} list */
  const rowsIn = (list) => {
    const rows = known.get(list) ?? rowsOf(list);
    known.set(list, rows);
    return rows;
  };

  /** @param {string} heading */
  const say = (heading) => {
    const outcome = emptyTips.querySelector('#outcome');
    if (outcome) outcome.textContent = heading;
  };

  const filter = () => {
    const typed = box.value.trim();
    const wanted = typed.toLowerCase();
    const isPasted = wanted.length > longestTyped || wanted.includes('\n');
    if (opened) opened.open = false;
    opened = undefined;
    let elsewhere = 0;
    for (const list of lists) {
      const shown = show(list, rowsIn(list), wanted === '' ? () => true : matcher(wanted));
      if (!list.classList.contains(family())) {
        elsewhere = shown.length;
        continue;
      }
      const counts = { n: shown.length, all: rowsIn(list).length, text: isPasted ? '…' : typed };
      const said = fill((shown.length > 0 ? words.matches : words.noMatches) ?? '', counts);
      say(wanted === '' ? (list.dataset.heading ?? '') : said);
      if (wanted !== '') announce(said);
      if (wanted === '' || shown.length !== 1) continue;
      opened = shown[0]?.details;
      if (opened) opened.open = true;
    }
    const more = elsewhere > 0 ? fill(words.elsewhere ?? '', { n: elsewhere }) : '';
    note.textContent = more + (isPasted ? words.pasted : '');
    note.hidden = wanted === '' || note.textContent === '';
  };

  /** Opens what the address points at, on the platform that it is of. */
  const openTarget = () => {
    if (!/^#(?:work-)?-?\d+$/.test(location.hash)) return;
    const fold = document.getElementById(location.hash.slice(1));
    const details = fold?.closest('details');
    const list = details?.closest('.list');
    if (!details || !list) return;
    const radio = document.getElementById(list.classList.contains('work') ? 'family-work' : 'family-mp');
    /** @type {HTMLInputElement} */ (radio).checked = true;
    details.open = true;
    filter();
    details.scrollIntoView();
  };

  box.addEventListener('input', () => {
    // what was answered is no longer what is asked
    if (tipsNow() !== emptyTips) {
      tipsNow().replaceWith(emptyTips);
      document.title = title;
    }
    filter();
  });
  for (const radio of form.querySelectorAll('[name=family]')) radio.addEventListener('change', filter);
  // an answer came, or the fields were cleared: the whole list again
  new MutationObserver(() => {
    if (tipsNow() === emptyTips) return;
    const { value } = box;
    box.value = '';
    filter();
    box.value = value;
  }).observe(/** @type {Node} */ (section.parentNode), { childList: true });
  section.addEventListener(
    'toggle',
    ({ target }) => {
      const fold = /** @type {HTMLElement} */ (target).querySelector('.fold');
      if (!fold || fold.querySelector('[href^="#"]')) return;
      const link = document.createElement('a');
      link.href = `#${fold.id}`;
      link.textContent = words.link ?? '';
      (fold.querySelector('.note:last-child') ?? fold.appendChild(makeNote('note', ''))).prepend(link, ' ');
    },
    true,
  );
  addEventListener('hashchange', openTarget);
  openTarget();
}

if (box && form) {
  box.addEventListener('keydown', (event) => {
    // Enter of an input method picks a word; Safari says so by the key code alone
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
if (codes) start(codes);
