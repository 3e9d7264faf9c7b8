import { jsonParts } from '../src/web/json-parts.ts';
import { spellOut, unseen } from '../src/web/unseen.ts';
import { announce, makeButton, words } from './dom.js';

/**
 * Copies over plain http as well, where `navigator.clipboard` does not exist; where nothing works, selects the text.
 * @param {string} text @param {Element} element
 */
async function copyText(text, element) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // no permission: the older way may still work
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  // deprecated, and the only way on plain http
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) getSelection()?.selectAllChildren(element);
  return isCopied;
}

/** @param {HTMLButtonElement} button @param {Element} element @param {string} text */
function makeCopy(button, element, text) {
  const label = button.textContent;
  const name = button.getAttribute('aria-label');
  button.addEventListener('click', async () => {
    const isCopied = await copyText(text, element);
    const said = isCopied ? words.copied : words.copyByHand;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = said;
    button.removeAttribute('aria-label');
    announce(said);
    if (isCopied) button.focus();
    setTimeout(() => {
      button.textContent = label;
      if (name) button.setAttribute('aria-label', name);
    }, 2000);
  });
}

/** JSON in two tints, as the server writes it. @param {string} text */
const tint = (text) =>
  jsonParts(text).map(({ text: part, kind }) => {
    if (!kind) return part;
    const piece = document.createElement(kind === 'name' ? 'b' : 'i');
    piece.textContent = part;
    return piece;
  });

/** Raw is the default view and what is copied; pretty only helps to read. @param {HTMLElement} element @param {string} raw */
function makePrettyButton(element, raw) {
  let pretty = '';
  try {
    pretty = JSON.stringify(JSON.parse(raw.replace(/^\uFEFF/, '')), null, 2).replace(unseen, spellOut);
  } catch {
    return '';
  }
  const nodes = [...element.childNodes];
  return makeButton(words.pretty, (button) => {
    const isRaw = element.textContent === raw;
    element.replaceChildren(...(isRaw ? tint(pretty) : nodes));
    button.textContent = isRaw ? words.raw : words.pretty;
  });
}

/**
 * Shows the copy buttons, which nobody needs without script. `data-copy` names by its id what a button copies, else it is
 * the text in its box; with `data-json` that can be laid out as well.
 * @param {ParentNode} root
 */
export function addCopyButtons(root) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (
    root.querySelectorAll('button[data-copy]')
  )) {
    const { copy, json } = button.dataset;
    const element = /** @type {HTMLElement | null} */ (
      copy ? root.querySelector(`#${copy}`) : button.parentElement?.querySelector('pre')
    );
    if (!element) continue;
    const raw = element.textContent ?? '';
    makeCopy(button, element, raw);
    button.hidden = false;
    if (json !== undefined) button.after(makePrettyButton(element, raw));
  }
}
