// The AppID and the endpoint go along from tool to tool and from language to language behind the # of the address, which no
// server and no log ever sees. Never a secret, never a token: nothing else than this pattern is read or written.

import { input } from './dom.js';

const pattern = /^#(wx[0-9a-f]{16})(&stable_token)?$/;

/** What is carried on from a page that has no field for it. */
let carried = '';

const links = () =>
  /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('header a:not(.skip)'));

function fromFields() {
  const appid = input('appid');
  if (!appid) return carried;
  const fragment = `#${appid.value}${input('stable')?.checked ? '&stable_token' : ''}`;
  return pattern.test(fragment) ? fragment : '';
}

/** Puts what the fields say into the links of the header. */
export function carryAccount() {
  const fragment = fromFields();
  // an address that is right stays as it was written
  for (const link of links()) if (link.hash !== fragment) link.hash = fragment;
}

/** Fills the fields from the address, if they are empty; where the secret is what lacks, it has the focus. */
function takeAccount() {
  const [found, account, stable] = pattern.exec(location.hash) ?? [];
  if (!found || !account) return;
  carried = found;
  const appid = input('appid');
  if (!appid || appid.value) return;
  appid.value = account;
  const radio = stable ? input('stable') : null;
  if (radio) radio.checked = true;
  input('secret')?.focus();
}

/** Forgets the account, in the links and in the address. */
export function dropAccount() {
  carried = '';
  if (pattern.test(location.hash)) history.replaceState(null, '', location.pathname + location.search);
  carryAccount();
}

/** Takes the account from the address, and keeps the links of the header at what the fields say. */
export function followAccount() {
  const follow = () => {
    takeAccount();
    carryAccount();
  };
  follow();
  addEventListener('hashchange', follow);
  // also when the page comes out of the back cache, where its fields are empty
  addEventListener('pageshow', follow);
  for (const kind of ['input', 'change']) addEventListener(kind, carryAccount);
  // what a script puts into a field is no input
  for (const link of links()) link.addEventListener('click', carryAccount);
}
