import {
  announce,
  fill,
  form,
  input,
  loadResultStyle,
  makeButton,
  makeNote,
  postForm,
  tipsNow,
  words,
} from './dom.js';
import { hideSecret, resetForce } from './fields.js';
import { describeRequest, remember } from './history.js';
import { enhanceTips } from './result.js';

/** @type {AbortController | undefined} */
let running;

/** Takes the marks of wrong fields over from the answer. @param {Document} answer */
function takeFieldMarks(answer) {
  for (const mark of form.querySelectorAll('.wrong')) mark.remove();
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll('input[id], textarea')
  )) {
    const twin = /** @type {HTMLInputElement | null} */ (answer.getElementById(field.id));
    const mark = twin?.closest('.field')?.querySelector('.wrong');
    field.toggleAttribute('aria-invalid', false);
    if (twin?.hasAttribute('aria-invalid')) field.setAttribute('aria-invalid', 'true');
    if (twin?.hasAttribute('aria-describedby')) {
      field.setAttribute('aria-describedby', twin.getAttribute('aria-describedby') ?? '');
    }
    // what the server offers in place of a value that it did not send
    if (twin?.value && (mark || twin.dataset.taken !== undefined)) field.value = twin.value;
    if (mark) field.closest('.field')?.querySelector('.hint')?.before(mark);
  }
  const left = answer.getElementById('forces-left');
  if (left) document.getElementById('forces-left')?.replaceChildren(...left.childNodes);
}

/** Puts an answer in place of the old one and goes there. @param {HTMLElement} tips @param {string} title */
function showTips(tips, title) {
  // nothing was navigated, so a reload asks nobody
  tips.querySelector('.reload')?.remove();
  tipsNow().replaceWith(tips);
  enhanceTips(tips);
  document.title = title;
  const heading = /** @type {HTMLElement | null} */ (tips.querySelector('#outcome'));
  announce(heading?.textContent ?? '');
  heading?.focus();
}

/** An answer of the script itself, when there is none from the server. @param {string} text */
function showTrouble(text) {
  const tips = document.createElement('section');
  tips.id = 'tips';
  tips.className = 'notice';
  tips.innerHTML = '<h2 id="outcome" tabindex="-1"></h2>';
  tips.firstElementChild?.append(text);
  showTips(tips, `${text} – ${document.title.split(' – ').pop()}`);
}

/** Shows that a call is under way and for how long it may be; gives back what ends that. @param {AbortController} call */
function showProgress(call) {
  const button = /** @type {HTMLElement} */ (form.querySelector('button#get'));
  button.setAttribute('aria-disabled', 'true');
  form.setAttribute('aria-busy', 'true');
  const progress = document.createElement('div');
  progress.className = 'progress';
  // only a form whose answer comes from WeChat has a deadline
  const timeoutMs = Number(form.dataset.timeoutMs ?? 0);
  const said = timeoutMs > 0 ? words.running : words.looking;
  const text = makeNote('', said);
  progress.append(
    text,
    makeButton(words.cancel, () => call.abort()),
  );
  button.after(progress);
  announce(said);
  const endsAt = Date.now() + timeoutMs;
  const timer = setInterval(() => {
    if (timeoutMs === 0) return;
    const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    text.textContent = fill(words.slow, { seconds });
  }, 1000);
  return () => {
    clearInterval(timer);
    progress.remove();
    button.removeAttribute('aria-disabled');
    form.removeAttribute('aria-busy');
  };
}

/** Sends the form once: a second press while it runs does nothing. @param {HTMLElement | null} submitter */
export async function submit(submitter) {
  if (running) return;
  const call = new AbortController();
  running = call;
  hideSecret();
  const request = describeRequest();
  const endProgress = showProgress(call);
  const styled = loadResultStyle();
  try {
    const answer = await postForm(form, call.signal, submitter);
    const tips = answer.getElementById('tips');
    if (!tips) throw new Error('not a page of ours');
    await styled;
    takeFieldMarks(answer);
    showTips(tips, answer.title);
  } catch {
    // after Clear, or on the way out, nothing is left to tell
    if (running !== call) return;
    const isGet = input('secret') !== null;
    // what a form's own call leaves open
    const cancelled = form.dataset.cancelled ?? (isGet ? words.cancelledGet : words.cancelled);
    const lost = form.dataset.lost ?? (isGet ? words.lostGet : words.lost);
    showTrouble(call.signal.aborted ? cancelled : lost);
  } finally {
    endProgress();
    // a box that the answer brought asks about this very press, which is sent again once it is ticked
    if (!form.elements.namedItem('replace_kept')) resetForce();
    if (running === call) running = undefined;
  }
  remember(request, tipsNow());
}

/** Gives up waiting, and whatever may still come is not shown. */
export function abandon() {
  const call = running;
  running = undefined;
  call?.abort();
}
