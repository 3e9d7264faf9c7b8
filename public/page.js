// The page works without this script. It adds: an answer without leaving the page, copying, the countdown, show and
// hide, paste clean-up, the history of the open page, the account that goes along from tool to tool.

import { announce, form, live, makeButton, tipsNow, words } from './dom.js';
import { enhanceFields } from './fields.js';
import { carryAccount, dropAccount, followAccount } from './fragment.js';
import { clearPage } from './history.js';
import { enhanceTips, watchVisibility } from './result.js';
import { abandon, submit } from './submit.js';

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
  if (!isEmpty) /** @type {HTMLElement | null} */ (initial.querySelector('#outcome'))?.focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(event.submitter);
  });
  // Enter alone is a line in a text of several
  form.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (key === 'Enter' && (ctrlKey || metaKey)) form.requestSubmit();
  });
  form.querySelector('.actions')?.append(
    makeButton(words.clear, () => {
      abandon();
      clear();
      dropAccount();
      announce(words.cleared);
      /** @type {HTMLElement | null} */ (form.querySelector('input, textarea'))?.focus();
    }),
  );
  watchVisibility();
  // also before the page goes into the back cache: nothing of it may come back
  addEventListener('pagehide', () => {
    abandon();
    clear();
    carryAccount();
  });
}

if (live && form) start();
followAccount();
