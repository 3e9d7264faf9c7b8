// What the status page adds to the script of every page: local times, copying, and news by itself while it is looked at.

import { addCopyButtons } from './copy.js';
import { localiseTimes } from './times.js';

const everyMs = 10_000;

const main = /** @type {HTMLElement} */ (document.querySelector('main'));

/** @param {ParentNode} root */
function enhance(root) {
  localiseTimes(root, true);
  addCopyButtons(root);
}

/** Somebody is reading or typing here: nothing moves under their hands. */
const isBusy = () => main.contains(document.activeElement) && document.activeElement?.id !== 'accounts';

/** Which folded parts are open, by their names. @param {ParentNode} root */
const folded = (root) =>
  /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll('details[data-name]'));

async function refresh() {
  if (document.hidden || isBusy()) return;
  const address = new URL(location.href);
  // what came of a press is news once
  for (const name of ['done', 'account']) address.searchParams.delete(name);
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector('main');
  if (!fresh || isBusy()) return;
  const open = new Set([...folded(main)].filter((part) => part.open).map((part) => part.dataset.name));
  for (const part of folded(fresh)) part.open = open.has(part.dataset.name);
  const message = main.querySelector('.message');
  enhance(fresh);
  main.replaceChildren(...fresh.childNodes);
  if (message) main.querySelector('.group')?.after(message);
  document.title = page.title;
}

enhance(document);
setInterval(() => void refresh(), everyMs);
document.addEventListener('visibilitychange', () => void refresh());
