// The page works without this script. It adds: an answer without leaving the page, copying, the countdown, show and
// hide, paste clean-up, the history of the open page, a filter for the list of codes.

import { announce, form, live, makeButton, makeNote, tipsNow, words } from './dom.js';
import { enhanceFields } from './fields.js';
import { clearPage } from './history.js';
import { enhanceTips, watchVisibility } from './result.js';
import { abandon, submit } from './submit.js';

/** Lets the list of codes be narrowed down by typing. */
function addFilter() {
  const list = document.querySelector('.list');
  const heading = list?.querySelector('h2');
  if (!list || !heading) return;
  const label = document.createElement('label');
  label.className = 'filter';
  label.textContent = words.filter;
  const box = document.createElement('input');
  box.type = 'search';
  label.append(box);
  const none = makeNote('note', words.noMatch);
  none.hidden = true;
  heading.after(label, none);
  box.addEventListener('input', () => {
    const wanted = box.value.trim().toLowerCase();
    let shown = 0;
    for (const article of list.querySelectorAll('article')) {
      article.hidden = !article.textContent?.toLowerCase().includes(wanted);
      if (!article.hidden) shown += 1;
    }
    none.hidden = shown > 0;
    announce(shown > 0 ? String(shown) : words.noMatch);
  });
}

function start() {
  const initial = tipsNow();
  const isEmpty = initial.classList.contains('empty');
  const emptyTips = isEmpty
    ? initial.outerHTML
    : '<section id="tips" class="empty"><h2 id="outcome" tabindex="-1"></h2></section>';
  const emptyTitle = isEmpty ? document.title : (document.title.split(' – ').pop() ?? '');
  const clear = () => clearPage(emptyTips, emptyTitle);

  enhanceFields();
  enhanceTips(initial);
  addFilter();
  if (!isEmpty) /** @type {HTMLElement | null} */ (initial.querySelector('#outcome'))?.focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  form.querySelector('.actions')?.append(
    makeButton(words.clear, () => {
      abandon();
      clear();
      announce(words.cleared);
      /** @type {HTMLElement | null} */ (form.querySelector('input, textarea'))?.focus();
    }),
  );
  watchVisibility();
  // also before the page goes into the back cache: nothing of it may come back
  addEventListener('pagehide', () => {
    abandon();
    clear();
  });
}

if (live && form) start();
