/** Set by the build: the language of the page that this script is for. */
declare const LANGUAGE: 'en' | 'zh';
