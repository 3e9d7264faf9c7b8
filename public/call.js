// What the form of /call does by itself; without this script the server does all but the history. A line of that brings a
// call back.

import {
  api,
  body,
  callOf,
  confirm,
  fillIn,
  find,
  follow,
  form,
  method,
  path,
  tick,
  withoutQuery,
} from './call-form.js';

const mostEntries = 20;
/** Chromium hands no longer address to what downloads. */
const longestLink = 2_000_000;

/** @typedef {{ id: string, name: string, m: string, p: string }} Sent */
/** @type {Sent | undefined} */
let sent;
/** @type {HTMLElement | undefined} */
let entries;

function addHistory() {
  const box = document.createElement('section');
  box.id = 'history';
  const heading = document.createElement('h2');
  heading.className = 'small';
  heading.textContent = form.dataset.history ?? '';
  entries = document.createElement('ol');
  box.append(heading, entries);
  form.closest('main')?.querySelector('.result')?.append(box);
  return entries;
}

/** A line that brings the call back: never the token, never a body. @param {Sent} call @param {HTMLElement} tips */
function remember(call, tips) {
  const list = entries?.isConnected ? entries : addHistory();
  const again = document.createElement('button');
  again.type = 'button';
  const time = new Date().toLocaleTimeString(document.documentElement.lang === 'en' ? 'en-GB' : 'zh-CN');
  const outcome = tips.querySelector('#outcome')?.textContent ?? '';
  const ms = tips.dataset.ms ? `${tips.dataset.ms} ms` : '';
  for (const part of [time, `${call.name} · ${outcome}`, ms]) {
    const span = document.createElement('span');
    span.textContent = part;
    again.append(span, ' ');
  }
  again.addEventListener('click', () => {
    const b = [...api.options].find(({ value }) => call.id && value === call.id)?.dataset.b;
    fillIn({ ...call, ...(b ? { b } : {}) });
    path.focus();
  });
  const line = document.createElement('li');
  line.append(again);
  list.prepend(line);
  while (list.children.length > mostEntries) list.lastElementChild?.remove();
}

/** A file that is too long for a link is handed over as bytes. @param {HTMLAnchorElement} link */
function handOver(link) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const text = atob(link.href.slice(link.href.indexOf(',') + 1));
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const again = document.createElement('a');
    again.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    again.download = link.download;
    again.click();
    setTimeout(() => URL.revokeObjectURL(again.href), 60_000);
  });
}

/** A form below an answer goes on in this page, so that its history stays. @param {HTMLFormElement} onward */
function goOn(onward) {
  onward.addEventListener('submit', (event) => {
    const fields = new FormData(onward);
    /** @param {string} name */
    const get = (name) => String(fields.get(name) ?? '');
    if (onward.getAttribute('action') !== form.getAttribute('action')) return;
    event.preventDefault();
    fillIn({ id: get('api'), m: get('method'), p: get('path'), b: get('body') });
    if (get('step') === 'load') (tick.hidden ? path : confirm).focus();
    else form.requestSubmit(find('get'));
  });
}

/** @param {HTMLElement} tips */
function enhance(tips) {
  for (const onward of tips.querySelectorAll('form.onward')) goOn(/** @type {HTMLFormElement} */ (onward));
  for (const note of tips.querySelectorAll('.without-script')) note.remove();
  const link = /** @type {HTMLAnchorElement | null} */ (tips.querySelector('a[download]'));
  if (link && link.href.length > longestLink) handOver(link);
}

api.addEventListener('change', () => {
  const option = api.selectedOptions[0];
  if (option?.value) fillIn(callOf(option));
  else fillIn({ id: '', m: method.value, p: '', b: body.value });
});
for (const field of [method, path]) field.addEventListener('input', follow);
body.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(find('get'));
});
form.addEventListener('submit', () => {
  const option = api.selectedOptions[0];
  const name = option?.value ? option.text : withoutQuery(path.value.trim());
  sent = { id: api.value, name, m: method.value, p: path.value };
});
// the page empties the fields after this
form.addEventListener('reset', () =>
  queueMicrotask(() => {
    api.value = '';
    method.value = 'GET';
    sent = undefined;
    follow();
  }),
);

new MutationObserver(() => {
  const tips = find('tips');
  if (tips.dataset.seen !== undefined) return;
  tips.dataset.seen = '';
  enhance(tips);
  // each press wants a tick of its own
  confirm.checked = false;
  follow();
  if (sent && tips.dataset.ms) remember(sent, tips);
}).observe(/** @type {Node} */ (document.querySelector('.result')), { childList: true });

form.querySelector('.fill')?.remove();
find('tips').dataset.seen = '';
enhance(find('tips'));
follow();
