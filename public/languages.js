/** The language that was chosen last, as long as the page is open. */
let chosen = '';

/** @param {ParentNode} root */
function choose(root) {
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('.langs input'))) {
    if (radio.value === chosen) radio.checked = true;
  }
}

/** A language chosen in one panel of commands holds for every panel, and for those of the next answer. @param {ParentNode} root */
export function rememberLanguage(root) {
  choose(root);
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('.langs input'))) {
    radio.addEventListener('change', () => {
      chosen = radio.value;
      choose(document);
    });
  }
}
