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

/** @param {string} label @param {Element} element @param {() => string} text */
function makeCopyButton(label, element, text) {
  const button = makeButton(label, async () => {
    const isCopied = await copyText(text(), element);
    const said = isCopied ? words.copied : words.copyByHand;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = said;
    announce(said);
    if (isCopied) button.focus();
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  return button;
}

/** Raw is the default view and what is copied; pretty only helps to read. @param {HTMLElement} element @param {string} raw */
function makePrettyButton(element, raw) {
  let pretty;
  try {
    pretty = JSON.stringify(JSON.parse(raw.replace(/^\uFEFF/, '')), null, 2).replace(unseen, spellOut);
  } catch {
    return undefined;
  }
  const nodes = [...element.childNodes];
  return makeButton(words.pretty, (button) => {
    const isRaw = element.textContent === raw;
    element.replaceChildren(...(isRaw ? [pretty] : nodes));
    button.textContent = isRaw ? words.raw : words.pretty;
  });
}

/** Puts copy buttons behind every value that is worth copying. @param {Element} root */
export function addCopyButtons(root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-copy]'))) {
    const kind = /** @type {keyof typeof words.copy} */ (element.dataset.copy);
    const raw = element.textContent ?? '';
    const bar = document.createElement('span');
    bar.className = 'bar';
    bar.append(makeCopyButton(words.copy[kind], element, () => raw));
    const pretty = kind === 'json' ? makePrettyButton(element, raw) : undefined;
    if (pretty) bar.append(pretty);
    element.after(bar);
  }
}
