/** What is said when a press of Get would replace a token that this server keeps, and after it did. */
export const keptEn = {
  heading: 'This server keeps the token of this account',
  /** by the endpoint that is pressed, stable_token with force_refresh */
  meaning: {
    token:
      'WeChat was not asked. This press would replace the token that this server keeps for other servers: theirs dies about five minutes later. This server then fetches one for them again, so the token that you get here lasts only about five minutes, too.',
    stable_token:
      'WeChat was not asked. This press would retire the token that this server keeps for other servers: each that still holds it gets 40001.',
  },
  read: 'Read the kept token from this server instead: GET /cgi-bin/token with a client key. Whoever runs this server hands out the keys.',
  instead: {
    token: 'Or choose stable_token: its tokens live apart from this one, and it replaces none.',
    stable_token: 'Or leave force_refresh out: stable_token then hands out the current token.',
  },
  confirm: 'To replace it anyway, tick this box and press Get again.',
  label: 'Yes, replace the kept token',
  /** for a page that was posted without script */
  anew: {
    token: 'The secret field is empty again: type it once more before that.',
    stable_token:
      'The secret field is empty again and force_refresh is no longer ticked: fill in both once more before that.',
  },
  /** for programs, in place of the box */
  field: 'To replace it anyway, send replace_kept=on as well.',
  replaced: {
    token:
      'This server keeps this account’s token for other servers and now fetches a new one for them. With that, the token above stops working about five minutes later.',
    stable_token: 'This server keeps this account’s token for other servers and now hands out the new one.',
  },
  mayBeReplaced: 'This server keeps this account’s token for other servers and now asks WeChat for it anew.',
};
