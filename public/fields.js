import { clean } from '../src/clean.ts';
import { appidIn, looksLikeAppid, looksLikeSecret, splitPair } from '../src/page/shapes.ts';
import { announce, fill, form, input, makeButton, makeNote, words } from './dom.js';

/** Puts a remark below a field, or takes it away. @param {HTMLElement} field @param {string} name @param {Node[]} content */
function remark(field, name, content) {
  const box = field.closest('.field');
  box?.querySelector(`.remark.${name}`)?.remove();
  if (content.length === 0) return;
  const note = makeNote(`note remark ${name}`, '');
  note.append(...content);
  box?.append(note);
  announce(note.firstChild?.textContent ?? '');
}

/** Strips what surrounds a pasted value, and says it. @param {HTMLInputElement} field */
function cleanPasted(field) {
  const { value } = clean(field.value);
  const n = field.value.length - value.length;
  if (n > 0) field.value = value;
  remark(field, 'cleaned', n > 0 ? [new Text(fill(words.cleaned, { n }))] : []);
}

/** Offers to mend what looks mixed up; nothing is moved without a click. @param {HTMLInputElement} appid @param {HTMLInputElement} secret */
function offerMending(appid, secret) {
  /** @param {string} first @param {string} second */
  const put = (first, second) => {
    appid.value = first;
    secret.value = second;
    offerMending(appid, secret);
    input('get')?.focus();
  };
  for (const field of [appid, secret]) {
    const pair = splitPair(field.value);
    const alone = field === appid && appidIn(field.value);
    const [said, offer] = pair
      ? [words.bothInOne, makeButton(words.split, () => put(pair.appid, pair.secret))]
      : [words.moreThanAppid, alone && makeButton(words.take + alone, () => put(alone, secret.value))];
    remark(field, 'pair', offer ? [new Text(`${said} `), offer] : []);
  }
  const isSwapped = looksLikeSecret(appid.value) || looksLikeAppid(secret.value);
  const swap = makeButton(words.swap, () => put(secret.value, appid.value));
  remark(secret, 'swapped', isSwapped ? [new Text(`${words.swapped} `), swap] : []);
}

/** @type {(() => void)[]} */
const hides = [];

/** Turns what is shown of secrets back into dots. */
export function hideSecret() {
  for (const hide of hides) hide();
}

/** @param {HTMLInputElement} secret */
function addShowButton(secret) {
  const { name } = secret;
  const label = secret.labels?.[0]?.textContent ?? name;
  /** @param {string} template */
  const say = (template) => fill(template, { name, label });
  /** @param {boolean} isShown */
  const set = (isShown) => {
    secret.type = isShown ? 'text' : 'password';
    toggle.textContent = isShown ? words.hide : words.show;
    toggle.setAttribute('aria-label', say(isShown ? words.hideField : words.showField));
  };
  const toggle = makeButton(words.show, () => {
    const isShown = secret.type === 'password';
    set(isShown);
    announce(say(isShown ? words.fieldShown : words.fieldHidden));
  });
  set(false);
  const row = document.createElement('div');
  row.className = 'row';
  secret.replaceWith(row);
  row.append(secret, toggle);
  hides.push(() => set(false));
}

/** @param {string} name */
function untick(name) {
  const box = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
  if (box) box.checked = false;
}

/** A forced refresh is asked for once; nothing stays ticked for the next press. */
export function resetForce() {
  untick('force_refresh');
  untick('replace_kept');
  form.querySelector('details.force')?.removeAttribute('open');
}

/** Clean-up on paste, offers to mend, show and hide. */
export function enhanceFields() {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll('input[id], textarea')
  )) {
    field.addEventListener('input', (event) => {
      const isPasted = /** @type {InputEvent} */ (event).inputType === 'insertFromPaste';
      // a text, of which every character counts
      const isAsItIs = field.name === 'reply' || field.dataset.asIs !== undefined;
      if (isPasted && !isAsItIs) cleanPasted(field);
    });
  }
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('[type=password]')))
    addShowButton(field);
  const appid = input('appid');
  const secret = input('secret');
  if (!appid || !secret) return;
  form.addEventListener('input', () => offerMending(appid, secret));
  // whoever lets a kept token be replaced means that of the account and endpoint which were asked about
  appid.addEventListener('input', () => untick('replace_kept'));
  for (const radio of form.querySelectorAll('[name=endpoint]')) radio.addEventListener('change', resetForce);
}
