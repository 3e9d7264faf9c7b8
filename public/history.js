import { looksLikeAppid } from '../src/page/shapes.ts';
import { form, input, live, tipsNow, words } from './dom.js';
import { hideSecret } from './fields.js';
import { stopWatching } from './result.js';

const mostEntries = 20;

/** @type {HTMLElement | undefined} */
let entries;

/** @param {string} appid */
const maskMiddle = (appid) => (appid.length > 8 ? `${appid.slice(0, 4)}…${appid.slice(-4)}` : '…');

/** What will stand in the history, taken before the answer is here. */
export function describeRequest() {
  const data = new FormData(form);
  const appid = String(data.get('appid') ?? '');
  return [String(data.get('endpoint') ?? ''), looksLikeAppid(appid) ? maskMiddle(appid) : '…'];
}

/** Only in the memory of the open page, and never a secret or a token. @param {string[]} request @param {HTMLElement} tips */
export function remember(request, tips) {
  if (!input('secret')) return;
  const list = entries ?? addHistory();
  const line = document.createElement('li');
  const ms = tips.dataset.ms ? tips.dataset.ms + words.ms : '';
  const outcome = tips.querySelector('#outcome')?.textContent ?? '';
  const rid = tips.querySelector('#rid')?.textContent ?? '';
  const parts = [
    new Date().toLocaleTimeString(words.timeLocale),
    [...request, outcome, rid].filter(Boolean).join(' · '),
    ms,
  ];
  for (const part of parts) {
    const span = document.createElement('span');
    span.textContent = part;
    line.append(span, ' ');
  }
  list.prepend(line);
  while (list.children.length > mostEntries) list.lastElementChild?.remove();
}

function addHistory() {
  const box = document.createElement('section');
  box.id = 'history';
  const heading = document.createElement('h2');
  heading.className = 'small';
  heading.textContent = words.history;
  entries = document.createElement('ol');
  box.append(heading, entries);
  tipsNow().after(box);
  return entries;
}

/** Empties fields, result and history. @param {string} emptyTips @param {string} emptyTitle */
export function clearPage(emptyTips, emptyTitle) {
  hideSecret();
  form.reset();
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll('input[id], textarea')
  )) {
    if (field.type !== 'radio') field.value = '';
    field.removeAttribute('aria-invalid');
  }
  for (const left of form.querySelectorAll('.wrong, .remark')) left.remove();
  document.getElementById('history')?.remove();
  entries = undefined;
  stopWatching();
  tipsNow().outerHTML = emptyTips;
  document.title = emptyTitle;
  live.textContent = '';
}
