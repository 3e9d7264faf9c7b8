import { fill, words } from './dom.js';

/** Times in the reader's own zone; without script they stand there in UTC. `isShort`: of today without the date. @param {ParentNode} root @param {boolean} [isShort] */
export function localiseTimes(root, isShort = false) {
  const { lang } = document.documentElement;
  const today = new Date().toDateString();
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const dateStyle = /** @type {'short' | 'medium'} */ (words.dateStyle);
    const isToday = isShort && at.toDateString() === today;
    const text = at.toLocaleString(words.timeLocale, {
      ...(isToday ? {} : { dateStyle }),
      timeStyle: 'medium',
    });
    // asked for together with the time, it stands in the middle of it in Chinese
    const zone = at.toLocaleDateString(lang, { day: 'numeric', timeZoneName: 'short' }).split(/\s/).pop();
    time.title = time.dateTime;
    time.textContent = fill(words.time, { time: text, zone: zone ?? '' });
  }
}
