/** The wish to go on in another app, and the word that somebody there is somebody else. */
import { describe, expect, it } from 'vitest';
import type { HeardMessage } from '../../src/flows/model.ts';
import { disowns, wantsToMove } from '../../src/flows/moves.ts';
import { understand } from '../../src/flows/understand.ts';

const seen = (text: string) =>
  understand({
    turn: 1,
    channel: 'twilio',
    content: { kind: 'text', text },
    text,
    ask: 1,
    at: 0,
  } as HeardMessage);

describe('a wish to go on elsewhere', () => {
  it.each([
    ['换到微信聊吧', 'wechat'],
    ['能不能在微信上聊？', 'wechat'],
    ['可以加微信聊吗', 'wechat'],
    ['加个微信吧', 'wechat'],
    ['我想用Telegram继续', 'telegram'],
    ['可以换成 Telegram 吗？', 'telegram'],
    ['转到电报可以吗', 'telegram'],
    ['能去网页上面试吗', 'web'],
    ['发个链接给我，我在电脑上做', 'web'],
    ['给我个链接', null],
    ['有没有网页版？', 'web'],
    ['有网页版吗', 'web'],
    ['换到短信吧', 'sms'],
    ['可以换短信聊吗', 'sms'],
    ['能換到微信聊嗎', 'wechat'],
    ['换个地方聊可以吗', null],
    ['换个平台', null],
    ['能不能换到企业微信？', 'wecom'],
    ['可以用QQ聊吗', 'other'],
    ['打字不方便，能换到微信聊吗？', 'wechat'],
    ['换', null],
    ['/switch', null],
    ['switch', null],
    ['can I continue on Telegram?', 'telegram'],
    ['Could we switch to WhatsApp?', 'other'],
    ["let's move to telegram", 'telegram'],
    ['Send me a link to do it online', 'web'],
    ['can you send me the link please', null],
    ['Can I do this on my computer?', 'web'],
    ['is there a web version?', 'web'],
    ["I'd rather do this by text", 'sms'],
    ['can we do the interview online instead', 'web'],
    ['Is it possible to continue on WeChat?', 'wechat'],
    ["I'd like to finish this on my laptop", 'web'],
    ['Can I use Telegram instead', 'telegram'],
    ['my bus is here, can we continue on telegram', 'telegram'],
  ])('%s', (text, to) => {
    expect(seen(text).moves).toEqual({ to });
    expect(seen(text).answer).toBeNull();
    if (text.length > 8) expect(wantsToMove(text)).toBe(true);
  });

  it.each([
    '我会用微信联系客户',
    '我在网上做过客服',
    '以前我在微信上聊客户，后来换到电话',
    '我用电脑做表格',
    '我从仓库换到门店做收银',
    '换了一份工作',
    '会用电脑',
    '网上看到的招聘',
    '我先在网上查一下，再打电话给客户',
    '电脑坏了我就换到手工登记',
    '我把货换到另一个托盘',
    '我会换到别的线上帮忙',
    'I can use a computer',
    'I worked online for two years',
    'I would switch to another line',
    'I switched to the online store team last year',
    'I sent the customer a link to the form',
    'I use my laptop for the reports',
    'We moved to a new website and I helped',
    'I finished the course online',
    'yes I can text',
  ])('is no wish: %s', (text) => {
    expect(seen(text).moves).toBeNull();
    expect(wantsToMove(text)).toBe(false);
  });

  it('leaves what is told along with it an answer', () => {
    const { moves, answer } = seen('我在菜鸟驿站理货两个月每天扫码上架三百件，能换到微信聊吗？');
    expect(moves).toEqual({ to: 'wechat' });
    expect(answer?.text).toBe('我在菜鸟驿站理货两个月每天扫码上架三百件');
  });
});

describe('"that was not me"', () => {
  it.each([
    '不是我',
    '不是我！',
    '不是我本人',
    '这不是我操作的',
    '不是本人操作',
    '等等，不是我换的',
    '我没换过',
    '不是我。快停下',
    'NOT ME',
    'not me!',
    "That wasn't me",
    'that was not me.',
    'It wasn’t me',
    "no, that's not me",
    "I didn't do that",
    'wait, this is not me',
  ])('%s', (text) => {
    expect(disowns(text)).toBe(true);
  });

  it.each([
    '不是',
    '不是我负责的',
    '摔坏的不是我，是同事',
    '我没做过客服',
    'that was me',
    'not my job',
    "that's me",
    'it was not me who dropped it',
    "I didn't do customer service",
  ])('is not said by: %s', (text) => {
    expect(disowns(text)).toBe(false);
  });
});
