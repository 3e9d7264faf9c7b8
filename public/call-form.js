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

/** The entry that the composed call is, as far as the list tells; the server looks again. */
function known() {
  const target = path.value.trim();
  const chosen = api.selectedOptions[0];
  /** @param {HTMLOptionElement} option */
  const fits = ({ dataset }) =>
    dataset.m === method.value && withoutQuery(dataset.p ?? '') === withoutQuery(target);
  const all = [...api.options].filter(fits);
  const plain = all.find(({ dataset }) => dataset.w === undefined);
  const isChosen = chosen && all.includes(chosen) && (chosen.dataset.w === undefined || chosen.dataset.b);
  return (
    all.find(({ dataset }) => dataset.p === target && target.includes('?')) ?? (isChosen ? chosen : plain)
  );
}

/** @param {HTMLOptionElement | undefined} option */
function describe(option) {
  const { k, t, d, f, u } = option?.dataset ?? {};
  const kind = k ?? (path.value.trim() ? 'unknown' : '');
  for (const sign of document.querySelectorAll('.kind')) {
    /** @type {HTMLElement} */ (sign).hidden = !sign.classList.contains(kind || 'none');
  }
  const does = find('does');
  does.textContent = t ?? does.dataset.another ?? '';
  find('unchecked').hidden = u === undefined;
  const doc = /** @type {HTMLAnchorElement} */ (find('doc'));
  doc.hidden = !d;
  if (d) doc.href = d;
  const parameters = find('parameters');
  parameters.hidden = !f;
  if (f) parameters.querySelector('code')?.replaceChildren(f);
}

/** Shows what belongs to the call as it stands now: its note, its tick, and whether it has a body. */
export function follow() {
  const option = known();
  const target = withoutQuery(path.value.trim());
  api.value = option?.value ?? '';
  describe(option);
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
