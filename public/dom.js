// What the other files of this folder share. The build bundles them into one script a language.

import { scriptEn } from '../src/web/texts/en.ts';
import { scriptZh } from '../src/web/texts/zh.ts';

/** The words that the script puts in, from the catalogue of the server; the build leaves out the other language. */
export const words = LANGUAGE === 'en' ? scriptEn : scriptZh;

/** The live region of every page with a form. */
export const live = /** @type {HTMLElement} */ (document.getElementById('live'));

export const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));

/** @param {string} id */
export const input = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));

/** The tips area; it is replaced with each answer, so it is looked up each time. */
export const tipsNow = () => /** @type {HTMLElement} */ (document.getElementById('tips'));

/** Said by screen readers, seen by nobody. @param {string} text */
export function announce(text) {
  live.textContent = text;
}

/** @param {string} template @param {Record<string, string | number>} values */
export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @param {string} text @param {(button: HTMLButtonElement) => unknown} onClick */
export function makeButton(text, onClick) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = text;
  button.addEventListener('click', () => onClick(button));
  return button;
}

/** @param {string} className @param {string} text */
export function makeNote(className, text) {
  const note = document.createElement('p');
  note.className = className;
  note.textContent = text;
  return note;
}

/**
 * Fetches the style of answers, which no page needs before one is asked for. Resolves when it is there, or cannot be had.
 * @returns {Promise<unknown>}
 */
export function loadResultStyle() {
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[disabled]'));
  if (!link) return Promise.resolve();
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    link.disabled = false;
  });
}

/**
 * Sends a form and reads the page that comes back.
 * @param {HTMLFormElement} sent @param {AbortSignal} [signal] @param {HTMLElement | null} [submitter] what was pressed
 */
export async function postForm(sent, signal, submitter) {
  // text only: no form of ours has a file
  const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(sent, submitter)]));
  const headers = { accept: 'text/html' };
  const response = await fetch(sent.action, { method: 'POST', body, headers, signal: signal ?? null });
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
