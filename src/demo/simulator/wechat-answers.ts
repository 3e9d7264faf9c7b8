// What WeChat answers to the APIs of the catalogue when all is well, in the fields that its documentation names.
import { readFileSync } from 'node:fs';
import type { Params } from './wechat-rules.ts';

/** JSON, or a file with its content type. */
export type Answer = Readonly<Record<string, unknown>> | Readonly<{ file: Buffer; type: string }>;

const ok = { errcode: 0, errmsg: 'ok' };
const picture = readFileSync(new URL('wxacode.jpg', import.meta.url));
const code: Answer = { file: picture, type: 'image/jpeg' };

const menu = {
  button: [
    { type: 'click', name: 'Today', key: 'TODAY', sub_button: [] },
    { type: 'view', name: '商城', url: 'https://m.example.com/', sub_button: [] },
    {
      name: 'More',
      sub_button: [
        {
          type: 'miniprogram',
          name: 'Orders',
          url: 'https://m.example.com/',
          appid: 'wx0000000000000001',
          pagepath: 'pages/orders/index',
        },
      ],
    },
  ],
};

/** With texts, twenty of them are 3 MB: what WeChat sends, and more than some readers take. */
const article = (hasContent: boolean) => ({
  title: 'Title',
  author: 'Author',
  digest: 'Digest',
  ...(hasContent ? { content: `<p>${'文'.repeat(50_000)}</p>` } : {}),
  url: 'http://mp.weixin.qq.com/s/example',
});

const listOf = (params: Params, idName: string) => {
  const count = Math.min(20, Number(params.count ?? 1));
  const item = Array.from({ length: count }, (_, i) => ({
    [idName]: `MEDIA_ID_${i}`,
    content: { news_item: [article(params.no_content !== 1)] },
    update_time: 1_764_000_000 + i,
  }));
  return { total_count: 20, item_count: count, item };
};

/** A file by what is asked for: names that end in these words are played, every other one is a picture. */
function media({ media_id: id }: Params): Answer {
  if (String(id).endsWith('VIDEO')) return { video_url: 'http://example.com/video.mp4' };
  if (String(id).endsWith('VOICE')) return { file: Buffer.alloc(4096, 1), type: 'audio/amr' };
  // for whoever takes a brace at the front for JSON
  if (String(id).endsWith('BRACE')) {
    return { file: Buffer.concat([Buffer.from('{'), Buffer.alloc(4096, 0xff)]), type: 'image/jpeg' };
  }
  if (String(id).endsWith('BIG')) return { file: Buffer.alloc(5 * 1024 * 1024, 7), type: 'image/jpeg' };
  return code;
}

/** By the id of the catalogue; what is not named here answers `errcode` 0 and no more. */
const byId: Readonly<Record<string, (params: Params) => Answer>> = {
  getcallbackip: () => ({ ip_list: ['101.226.103.0/25', '101.226.62.77'] }),
  'callback/check': () => ({
    dns: [{ ip: '203.0.113.9', real_operator: 'UNICOM' }],
    ping: [{ ip: '203.0.113.9', from_operator: 'UNICOM', package_loss: '0%', time: '23.079ms' }],
  }),
  'menu/get': () => ({ menu }),
  get_current_selfmenu_info: () => ({ is_menu_open: 1, selfmenu_info: menu }),
  'menu/trymatch': () => menu,
  'user/get': () => ({
    total: 2,
    count: 2,
    data: { openid: ['oABCDEFGHIJKLMNOPQRSTUVWXYZ1', 'oABCDEFGHIJKLMNOPQRSTUVWXYZ2'] },
    next_openid: 'oABCDEFGHIJKLMNOPQRSTUVWXYZ2',
  }),
  'user/info': ({ openid }) => ({ subscribe: 1, openid, language: 'zh_CN', remark: '', tagid_list: [134] }),
  'user/info/batchget': () => ({ user_info_list: [{ subscribe: 1, openid: 'OPENID', language: 'zh_CN' }] }),
  'tags/get': () => ({ tags: [{ id: 134, name: '广东', count: 2 }] }),
  'tags/getidlist': () => ({ tagid_list: [134] }),
  'user/tag/get': () => ({ count: 1, data: { openid: ['oABCDEFGHIJKLMNOPQRSTUVWXYZ1'] }, next_openid: '' }),
  'tags/create': () => ({ tag: { id: 134, name: 'Tag' } }),
  'qrcode/create': () => ({
    ticket:
      'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw==',
    expire_seconds: 604_800,
    url: 'http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI',
  }),
  'qrcode/create/permanent': () => ({
    ticket:
      'gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw==',
    url: 'http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI',
  }),
  'shorten/gen': () => ({ ...ok, short_key: 'iTqRJFSEqk9RvPk' }),
  'shorten/fetch': () => ({
    ...ok,
    long_data: 'loooooong data',
    create_time: 1_764_000_000,
    expire_seconds: 86_400,
  }),
  'material/get_materialcount': () => ({ voice_count: 1, video_count: 1, image_count: 40, news_count: 3 }),
  'material/batchget_material': () => ({
    total_count: 1,
    item_count: 1,
    item: [
      { media_id: 'MEDIA_ID', name: 'a.jpg', update_time: 1_764_000_000, url: 'http://mmbiz.qpic.cn/a' },
    ],
  }),
  'material/get_material': media,
  'media/get': media,
  'media/upload': () => ({ type: 'image', media_id: 'MEDIA_ID', created_at: 1_764_000_000 }),
  'media/uploadimg': () => ({ url: 'http://mmbiz.qpic.cn/a', ...ok }),
  'material/add_material': () => ({ media_id: 'MEDIA_ID', url: 'http://mmbiz.qpic.cn/a' }),
  'draft/batchget': (params) => listOf(params, 'media_id'),
  'draft/get': () => ({ news_item: [article(false)] }),
  'draft/add': () => ({ media_id: 'MEDIA_ID' }),
  'draft/switch/check': () => ({ ...ok, is_open: 1 }),
  'draft/switch': () => ({ ...ok, is_open: 1 }),
  'freepublish/batchget': (params) => listOf(params, 'article_id'),
  'freepublish/get': ({ publish_id }) => ({ publish_id, publish_status: 0, article_id: 'ARTICLE_ID' }),
  'freepublish/getarticle': () => ({ news_item: [article(false)] }),
  'freepublish/submit': () => ({ ...ok, publish_id: '100000001' }),
  'comment/list': () => ({
    ...ok,
    total: 1,
    comment: [{ user_comment_id: 1, content: '赞', comment_type: 0 }],
  }),
  'message/template/send': () => ({ ...ok, msgid: 200_228_332 }),
  'message/mass/preview': () => ({ errcode: 0, errmsg: 'preview success', msg_id: 34_182 }),
  'message/mass/get': ({ msg_id }) => ({ msg_id, msg_status: 'SEND_SUCCESS' }),
  'message/mass/sendall': () => ({ errcode: 0, errmsg: 'send job submission success', msg_id: 34_182 }),
  'message/mass/send': () => ({ errcode: 0, errmsg: 'send job submission success', msg_id: 34_182 }),
  'template/get_all_private_template': () => ({
    template_list: [{ template_id: 'TEMPLATE_ID', title: '领取奖金提醒', content: '{{keyword1.DATA}}' }],
  }),
  'template/get_industry': () => ({
    primary_industry: { first_class: '运输与仓储', second_class: '快递' },
    secondary_industry: { first_class: 'IT科技', second_class: '互联网|电子商务' },
  }),
  'template/api_add_template': () => ({ ...ok, template_id: 'TEMPLATE_ID' }),
  'newtmpl/gettemplate': () => ({ ...ok, data: [{ priTmplId: 'TEMPLATE_ID', title: '签到提醒', type: 2 }] }),
  'newtmpl/getcategory': () => ({ ...ok, data: [{ id: 616, name: '公交' }] }),
  'newtmpl/addtemplate': () => ({ ...ok, priTmplId: 'TEMPLATE_ID' }),
  getwxacodeunlimit: () => code,
  getwxacode: () => code,
  'wxaapp/createwxaqrcode': () => code,
  generatescheme: () => ({ ...ok, openlink: 'weixin://dl/business/?t=TICKET' }),
  generate_urllink: () => ({ ...ok, url_link: 'https://wxaurl.cn/TICKET' }),
  genwxashortlink: () => ({ ...ok, link: '#小程序://示例/首页/9pZvnVw3KMCQpVp' }),
  msg_sec_check: () => ({ ...ok, result: { suggest: 'pass', label: 100 }, trace_id: 'TRACE_ID' }),
  getuserphonenumber: () => ({
    ...ok,
    phone_info: { phoneNumber: '+8613000000000', purePhoneNumber: '13000000000', countryCode: '86' },
  }),
  'datacube/getusersummary': () => ({
    list: [{ ref_date: '2026-11-01', user_source: 0, new_user: 3, cancel_user: 1 }],
  }),
};

/** The answer to a call of this id that was carried out. */
export const answerOf = (id: string, params: Params): Answer => byId[id]?.(params) ?? ok;
