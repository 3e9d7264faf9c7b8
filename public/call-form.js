// The fields of /call: an API that is chosen fills them in at once, and the tick follows the call that is composed.

/** @template {HTMLElement} Kind @param {string} id */
export const find = (id) => /** @type {Kind} */ (document.getElementById(id));

export const form = /** @type {HTMLFormElement} */ (find('form'));
export const api = /** @type {HTMLSelectElement} */ (find('api'));
export const method = /** @type {HTMLSelectElement} */ (find('method'));
export const path = /** @type {HTMLInputElement} */ (find('path'));
export const body = /** @type {HTMLTextAreaElement} */ (find('body'));
export const confirm = /** @type {HTMLInputElement} */ (find('confirm'));
export const tick = find('tick');

/** @param {string} target */
export const withoutQuery = (target) => target.split('?')[0] ?? '';

/** What an entry fills the path in with; only what its name does not say stands beside it. @param {HTMLOptionElement} option */
const pathOf = ({ value, dataset }) => (value ? (dataset.p ?? `/cgi-bin/${value}`) : '');

/** @param {HTMLOptionElement} option */
const methodOf = ({ dataset }) => dataset.m ?? (dataset.b ? 'POST' : 'GET');

/** What fills the form in with this entry. @param {HTMLOptionElement} option */
export const callOf = (option) => ({
  id: option.value,
  m: methodOf(option),
  p: pathOf(option),
  b: option.dataset.b ?? '',
});

/** The entry that the composed call is, as far as the list tells; the server looks again. */
function known() {
  const target = path.value.trim();
  const chosen = api.selectedOptions[0];
  /** @param {HTMLOptionElement} option */
  const fits = (option) =>
    option.value !== '' &&
    methodOf(option) === method.value &&
    withoutQuery(pathOf(option)) === withoutQuery(target);
  const all = [...api.options].filter(fits);
  const plain = all.find(({ dataset }) => dataset.w === undefined);
  const isChosen = chosen && all.includes(chosen) && (chosen.dataset.w === undefined || chosen.dataset.b);
  return (
    all.find((option) => target.includes('?') && pathOf(option) === target) ?? (isChosen ? chosen : plain)
  );
}

/** @type {Map<string, Node[]>} */
const notes = new Map();

/** What the server says of an API; the page holds only what fills the form in. @param {string} id */
async function noteOf(id) {
  const body = new URLSearchParams({ api: id, step: 'load' });
  const headers = { accept: 'text/html' };
  const answer = await fetch(form.getAttribute('action') ?? '', { method: 'POST', headers, body });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return answer.ok ? [...(page.getElementById('api-note')?.childNodes ?? [])] : [];
}

/** @param {HTMLOptionElement | undefined} option */
async function describe(option) {
  const isUnknown = !option && path.value.trim() !== '';
  const does = find('does');
  const id = option?.value ?? '';
  const unknown = /** @type {HTMLElement} */ (document.querySelector('.kind.unknown'));
  unknown.hidden = !isUnknown;
  if (find('api-note').dataset.id === id) return;
  find('api-note').dataset.id = id;
  document.querySelector('.kind:not(.unknown)')?.remove();
  does.textContent = id ? '' : (does.dataset.another ?? '');
  for (const more of ['unchecked', 'doc', 'parameters']) find(more).hidden = true;
  if (!id) return;
  const note = notes.get(id) ?? (await noteOf(id).catch(() => []));
  if (note.length === 0) return;
  notes.set(id, note);
  if (api.value === id) find('api-note').replaceChildren(...note.map((each) => each.cloneNode(true)));
}

/** Shows what belongs to the call as it stands now: its note, its tick, and whether it has a body. */
export function follow() {
  const option = known();
  const target = withoutQuery(path.value.trim());
  api.value = option?.value ?? '';
  void describe(option);
  const value = `${method.value} ${target}`;
  const wants = option ? option.dataset.e : target.startsWith('/') ? tick.dataset.unknown : undefined;
  if (confirm.value !== value) confirm.checked = false;
  confirm.value = value;
  confirm.disabled = wants === undefined;
  tick.hidden = wants === undefined;
  find('effect').textContent = wants ?? '';
  find('tick-call').textContent = value;
  const box = /** @type {HTMLElement} */ (body.closest('.field'));
  box.hidden = method.value === 'GET';
}

/** @param {string} text */
function putBody(text) {
  body.value = text;
  body.rows = Math.min(14, Math.max(4, text.split('\n').length));
}

/** @param {Readonly<{ id: string, m: string, p: string, b?: string }>} call */
export function fillIn({ id, m, p, b }) {
  api.value = id;
  method.value = m;
  path.value = p;
  putBody(b ?? '');
  confirm.checked = false;
  for (const field of [path, body]) field.removeAttribute('aria-invalid');
  for (const mark of form.querySelectorAll('.wrong:not(#token-wrong)')) mark.remove();
  follow();
}
