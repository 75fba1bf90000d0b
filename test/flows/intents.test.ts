import { describe, expect, it } from 'vitest';
import { isOptOut, isUrgent, wholeCommand } from '../../src/flows/intents.ts';

const OPT_OUTS = [
  'STOP',
  'stop',
  ' Stop. ',
  'STOP!',
  'ＳＴＯＰ',
  '\u200bSTOP\u200b',
  'STOPALL',
  'stop all',
  'UNSUBSCRIBE',
  'unsubscribe please',
  'REVOKE',
  'OPTOUT',
  'opt out',
  'opt-out',
  '/stop',
  'please stop',
  'stop please',
  'please stop messaging me',
  'Stop texting me!',
  'stop contacting me now',
  'can you stop sending me messages',
  'Please stop sending these texts.',
  "don't contact me again",
  'do not contact me',
  'don’t text me anymore',
  'Do not message me again please',
  'leave me alone',
  'remove me from your list',
  'take me off this list please',
  'delete my number',
  'I want to unsubscribe',
  "I'd like to opt out",
  "I don't want to receive any more messages",
  'i dont want any more texts',
  "I don't want you to contact me",
  'no more messages please',
  'lose my number',
  'I withdraw my consent',
  'Hi. Please stop messaging me.',
  '退订',
  '退订！',
  '我要退订',
  '退订吧',
  '取消订阅',
  '我想取消订阅',
  '别再给我发消息了',
  '请不要再给我发短信了',
  '不要再联系我了',
  '别联系我',
  '别再发了',
  '别发了',
  '请停止发送消息',
  '别再打扰我了',
  '不要再骚扰我',
  '别烦我了',
  '不想再收到你们的消息',
  '我不想收到短信了',
  '拒收短信',
  '把我从名单里删掉',
  '撤回我的同意',
  '你好，请不要再给我发信息了，谢谢',
  '烦死了，别再给我发消息了',
];

const NOT_OPT_OUTS = [
  'I hit the stop button',
  'I stop and tell the supervisor',
  'Stop. Tell the supervisor. Then tape off the area.',
  'I would stop the belt first',
  'stop the belt',
  'Stop the line and call the lead',
  'We had to stop all the machines',
  'I asked him to stop messaging me at night and we talked',
  'The customer said please stop sending me parcels',
  "He told me: don't contact me again. So I sent a letter.",
  'A customer wrote "please stop messaging me" and I apologised',
  'I never stop until it is done',
  'At the end of the shift I cancel the order',
  'I quit my last job in May',
  'I cancel the order and refund',
  'the end',
  'I do not contact customers after nine',
  'I unsubscribe customers who ask for it',
  'I remove the damaged parcel from the list',
  'Leave the parcel with a neighbour',
  "I don't want night shifts",
  'I had no more messages that day',
  'no more',
  'T shirts',
  'stop sign',
  'stopped',
  'bus stop',
  '我让传送带停止了',
  '先停下来，报告组长',
  '停止作业，拉警戒线',
  '停止发货，先报告组长',
  '我会让他别再发消息了',
  '客户说别再给我打电话了，我就改发短信',
  '他说：“不要再联系我了。”',
  '不要打扰客户',
  '不想收到差评',
  '不要再发错货了',
  '我帮客户办了退订',
  '顾客要退订，我先问原因',
  '客户想取消订阅，我帮他操作',
  '不用联系我家人',
  '别着急',
  '不要',
  '没有了',
  '算了',
  '我发消息给组长',
  '打扰了',
  '把我的件从名单里找出来',
  '',
  '👍',
  'x'.repeat(10_000),
  '别再给我发消息了'.repeat(100),
];

describe('an opt-out', () => {
  it.each(OPT_OUTS)('is heard in %j on every channel', (text) => {
    expect(isOptOut(text, 'telegram')).toBe(true);
    expect(isOptOut(text, 'twilio')).toBe(true);
  });

  it.each(NOT_OPT_OUTS)('is not heard in %j', (text) => {
    expect(isOptOut(text, 'telegram')).toBe(false);
    expect(isOptOut(text, 'twilio')).toBe(false);
  });

  it.each(['T', 'TD', 'END', 'CANCEL', 'QUIT', 'td', 'Cancel.', '停止'])(
    'by %j counts on SMS only',
    (text) => {
      expect(isOptOut(text, 'twilio')).toBe(true);
      expect(isOptOut(text, 'kannel')).toBe(true);
      for (const channel of ['telegram', 'wechat', 'wecom', 'web'])
        expect(isOptOut(text, channel)).toBe(false);
    },
  );
});

describe('a command', () => {
  it.each([
    ['START', 'start'],
    ['开始', 'start'],
    ['help', 'help'],
    ['？', 'help'],
    ['帮助', 'help'],
    ['status', 'status'],
    ['进度', 'status'],
    ['人工', 'person'],
    ['HUMAN', 'person'],
    ['补充', 'add'],
    ['add', 'add'],
    ['暂停', 'pause'],
    ['/status', 'status'],
    ['删除我的数据', 'erase'],
    ['请删除我的数据。', 'erase'],
    ['删除我的个人信息', 'erase'],
    ['Delete my data!', 'erase'],
    ['/delete', 'erase'],
  ])('is %j as the whole message', (text, command) => {
    expect(wholeCommand(text)).toBe(command);
  });

  it.each([
    'I need help with the boxes',
    '人工分拣',
    'status quo',
    '补充货架',
    'add the parcels',
    'start on Monday',
    '开始有点慢',
    '客户说删除我的数据，我就转给主管',
    'a customer said delete my data and I did',
    '删除',
  ])('is not %j', (text) => {
    expect(wholeCommand(text)).toBeNull();
  });
});

describe('what is due at once', () => {
  it('is a button, a starting point, a command and an opt-out', () => {
    expect(isUrgent({ kind: 'button', payload: 'a1:yes' }, 'telegram')).toBe(true);
    expect(isUrgent({ kind: 'start', code: 'SORT01' }, 'telegram')).toBe(true);
    expect(isUrgent({ kind: 'text', text: 'STOP' }, 'telegram')).toBe(true);
    expect(isUrgent({ kind: 'text', text: 'T' }, 'kannel')).toBe(true);
    expect(isUrgent({ kind: 'text', text: '进度' }, 'telegram')).toBe(true);
  });

  it('is not an answer, which may go on in the next message', () => {
    expect(isUrgent({ kind: 'text', text: 'T' }, 'telegram')).toBe(false);
    expect(isUrgent({ kind: 'text', text: '我叫小陈' }, 'telegram')).toBe(false);
    expect(isUrgent({ kind: 'voice', media: { id: '1', type: 'audio/ogg' } }, 'telegram')).toBe(false);
  });
});
