// /signature in a browser: its kinds, their fields, and values that are right.
import type { Page } from 'playwright-core';
import { officialCheck, officialPush } from '../signatures.ts';

/** The ids of the fields that can be seen, from the top. */
export const fieldsOf = (page: Page): Promise<string[]> =>
  page
    .locator('#form :is(input, textarea)[id]')
    .evaluateAll((fields) => fields.filter((field) => field.checkVisibility()).map(({ id }) => id));

/** Those that each kind shows. */
export const shown: Readonly<Record<string, string[]>> = {
  jsapi: ['ticket', 'url', 'noncestr', 'timestamp', 'signature', 'appid'],
  push_check: ['token', 'nonce', 'timestamp', 'signature', 'echostr'],
  push_decrypt: ['token', 'encoding_aes_key', 'nonce', 'timestamp', 'msg_signature', 'appid', 'body'],
  push_encrypt: ['token', 'encoding_aes_key', 'nonce', 'timestamp', 'appid', 'message'],
};

/** Chooses a kind, as a person does. */
export const choose = (page: Page, kind: string): Promise<void> =>
  page.locator(`label:has([value=${kind}])`).click();

/** Fills fields in by their names. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
}

/** Presses the button, and waits for the answer, which comes with or without a navigation. */
export async function press(page: Page): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#get').click();
  await page.locator('#tips:not([data-old])').waitFor();
}

const { token, timestamp, nonce } = officialCheck;
/** WeChat’s own examples. */
export const check = {
  token,
  timestamp,
  nonce,
  signature: officialCheck.signature,
  echostr: officialCheck.echostr,
};
export const push = {
  token,
  encoding_aes_key: officialPush.aesKey,
  appid: officialPush.appid,
  timestamp: officialPush.timestamp,
  nonce: officialPush.nonce,
};
export const decrypt = {
  ...push,
  msg_signature: officialPush.msgSignature,
  body: `{"Encrypt":"${officialPush.encrypt}"}`,
};
