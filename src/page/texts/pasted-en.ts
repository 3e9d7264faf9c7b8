/** What is said of pasted values: a remark, or why nothing was sent. */
export const pastedEn = {
  hints: {
    appid_shape: 'The AppID does not look like one: wx and 16 lower-case hex digits.',
    appid_is_original_id: 'gh_… is the original ID (原始 ID) of an account, not its AppID.',
    appid_is_corpid:
      'ww… is a corpid of WeCom (企业微信), not an AppID. Its token comes from qyapi.weixin.qq.com/cgi-bin/gettoken, with corpid and corpsecret.',
    appid_is_guest:
      'touristappid is the guest mode of WeChat DevTools, not an account. A sandbox account (测试号) has an AppID and an AppSecret of its own.',
    appid_is_placeholder: 'The AppID is a placeholder that was never filled in. Put your own in its place.',
    secret_shape: 'The AppSecret does not look like one: 32 lower-case hex digits.',
    secret_is_placeholder:
      'The AppSecret is a placeholder that was never filled in. Put your own in its place.',
    secret_is_key43:
      'The AppSecret has the 43 characters of an EncodingAESKey, or of a WeCom (企业微信) Secret.',
    secret_is_appid: 'What stands in the field of the AppSecret looks like an AppID.',
    fields_swapped: 'AppID and AppSecret look swapped.',
    both_in_one: 'Both values look pasted into one field. Put each into its own.',
    several: 'More than one AppID or AppSecret was pasted into one field. Paste the one that is meant.',
    more_than_appid: 'More than the AppID was pasted.',
    secret_as_appid: 'What stands in the field of the AppID looks like an AppSecret or another key.',
    token_as_value: 'What was pasted looks like an access_token. Get takes AppID and AppSecret.',
  },
  mixedUp: {
    notSent: 'Nothing was sent to WeChat.',
    offer: (appid: string) =>
      `The AppID in it, ${appid}, now stands in its field. Put the AppSecret into its own, then press Get.`,
    sandbox:
      'A sandbox account (测试号) has its own AppID, AppSecret and tokens; its token can be fetched 200 times a day.',
  },
  taken: (field: string) => `${field}: more than the value was pasted. It was taken out; the rest was left.`,
  notToken: {
    heading: 'This does not look like an access_token',
    notSent: 'WeChat was not asked, so nothing is known of any token.',
    cut: 'The token is cut or masked: a part of it is missing. Paste it whole.',
    several: 'There is more than one token in it. Paste the one that is meant.',
    placeholder: 'It is a placeholder or a variable that was never filled in. Paste the token itself.',
    number: 'It is a number. If it is an error code: Error codes, above, explains it.',
    short: 'It is too short: WeChat’s tokens have more than a hundred characters.',
    appid: 'It looks like an AppID. Get fetches a token with it and its AppSecret.',
    corpid:
      'It looks like a corpid of WeCom (企业微信). Its token comes from qyapi.weixin.qq.com/cgi-bin/gettoken.',
    guest: 'touristappid is the guest mode of WeChat DevTools, not an account and not a token.',
    original_id: 'gh_… is the original ID (原始 ID) of an account.',
    secret: 'It looks like an AppSecret. It was not sent. Get fetches a token with it and its AppID.',
    client_key:
      'It looks like a client key of the central server (wat_…). It was not sent. It reads a token; it is none.',
    key43:
      'It has the 43 characters of an EncodingAESKey or a WeCom (企业微信) Secret, and was not sent. If it is a token after all, paste it as access_token=…',
    digest:
      'It looks like a checksum or a signature, and was not sent. If it is a token after all, paste it as access_token=…',
    session_key: 'It looks like a session_key. It was not sent. It decrypts a user’s data and opens no API.',
    openid:
      'It looks like the openid or unionid of a user. If it is a token after all, paste it as access_token=…',
    ticket:
      'It looks like a ticket (jsapi_ticket, wx_card, component_verify_ticket). It was not sent. A ticket is no token.',
    auth_code:
      'It looks like the code of a login or an authorisation. It is exchanged for a token, once, and is none.',
    refresh_token:
      'It looks like a refresh_token. It was not sent. It fetches another token and opens no API itself.',
    rid: 'It looks like a rid, which names a request. Error codes, above, reads its time.',
    cloudbase:
      'It is a cloudbase_access_token. It goes into the parameter of that name, never into access_token: there it is answered with 40001.',
    component:
      'It is the component_access_token of a third-party platform. It opens /cgi-bin/component/… and cannot be checked here.',
    wecom: 'It is a token of WeCom (企业微信). It opens qyapi.weixin.qq.com; WeChat’s API does not know it.',
    oauth:
      'It is the token of a user, from OAuth (网页授权). It opens /sns/… only; other APIs answer it with 40001.',
    pair: 'AppID and AppSecret are in it, and no token. The AppSecret was not sent. Get fetches a token with both.',
    answer: 'It is an answer or a log without a token. Error codes, above, explains the code in it.',
    address: 'There is an address in it, and no access_token in that.',
    unreadable: 'No token was found in it. Paste the token alone, or the JSON or the address that holds it.',
  },
};
