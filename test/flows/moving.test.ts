/** One person in several apps, as the engine has it. */
import { describe, expect, it } from 'vitest';
import type { HeardMessage } from '../../src/flows/model.ts';
import { say } from '../../src/texts/index.ts';
import { chatAt, effects, kinds, open, start, takeover, tickets } from './chats.ts';
import { Chat, questionMarks } from './play.ts';

const CODE = 'ABCDEFGH2345';
const move = {
  id: 'lnk_1',
  code: CODE,
  hash: 'aa',
  ways: [
    { channel: 'web', link: `https://jobs.example/chat/${CODE}`, number: null },
    { channel: 'twilio', link: null, number: '+15550001111' },
    { channel: 'wechat', link: null, number: null },
  ],
};

/** The code of a link, brought from `channel`. */
function comes(made: Chat, channel: string, more: Partial<HeardMessage> = {}) {
  const start = { code: CODE, found: 'linked' as const, link: 'lnk_1' };
  return made.event({
    type: 'messages',
    messages: [made.message({ kind: 'start', code: CODE }, { channel, start, link: 'lnk_1', ...more })],
  });
}
const elsewhere = (made: Chat) => made.last.elsewhere.map(({ words }) => say('zh', words)).join();
const disowns = (self = false) => ({
  disowns: { links: [{ link: 'lnk_1', identity: 'idn_1', from: null }], self },
});
const writes = (made: Chat, text: string, more: Partial<HeardMessage> = {}) =>
  made.event({ type: 'messages', messages: [made.message({ kind: 'text', text }, more)] });

describe('a wish to go on elsewhere', () => {
  it('is answered with every way there is, by one code; the question stays as it was', () => {
    const made = chatAt('night');
    const before = open(made);
    made.known = { move };
    made.says('换个地方聊可以吗');
    expect(made.reply).toContain(`网页：https://jobs.example/chat/${CODE}`);
    expect(made.reply).toContain(`短信：把 ${CODE} 发到 +15550001111`);
    expect(made.reply).toContain(`微信：把 ${CODE} 发给我们`);
    expect(effects(made, 'link')).toEqual([{ type: 'link', id: 'lnk_1', hash: 'aa' }]);
    expect(made.last.lines[0]?.secret).toBe(CODE);
    expect(open(made)).toEqual(before);
    made.known = {};
    made.says('可以');
    expect(made.state?.interview?.questions.night?.value).toBe(true);
  });

  it.each([
    ['换到微信聊吧', /^好.*微信/s, /网页|短信/],
    ['换到网页', /^好.*网页/s, /微信|短信/],
    ['可以用QQ聊吗', /那边我还去不了.*网页.*短信.*微信/s, /QQ/],
    ['换', /网页.*短信.*微信/s, /去不了/],
  ])('%s', (text, says, saysNot) => {
    const made = chatAt('night');
    made.known = { move };
    made.says(text);
    expect(made.reply).toMatch(says);
    expect(made.reply).not.toMatch(saysNot);
    expect(questionMarks(made.reply)).toBe(0);
    expect(kinds(made)).toEqual(['command']);
  });

  it('is told the truth where there is no other way', () => {
    const made = chatAt('night');
    made.known = { move: { ...move, ways: [] } };
    made.says('换到微信聊吧');
    expect(made.reply).toMatch(/目前我只在这里/);
    expect(effects(made, 'link')).toEqual([]);
  });

  it('is answered before consent with the code of the job, which anybody has', () => {
    const made = new Chat(start);
    made.open();
    made.known = { move };
    made.says('能换到微信聊吗');
    expect(made.reply).toContain('SORT01');
    expect(made.reply).not.toContain(CODE);
    expect(effects(made, 'link')).toEqual([]);
  });

  it('is answered after the end, too', () => {
    const made = chatAt('floor');
    made.says('没有了');
    made.known = { move };
    made.says('能换到微信聊吗');
    expect(made.reply).toContain(CODE);
    expect(tickets(made)).toEqual([]);
  });
});

describe('somebody who comes by a link', () => {
  it('is asked what is open, once more, and nothing else; the other addresses are told', () => {
    const made = chatAt('night');
    comes(made, 'web');
    expect(made.reply).toMatch(/^好，我们在这里接着聊/);
    expect(questionMarks(made.reply)).toBe(1);
    expect(open(made)).toMatchObject({ question: 'night' });
    expect(elsewhere(made)).toMatch(/换到网页继续.*不是我/);
    expect(effects(made, 'linked')).toEqual([{ type: 'linked', linkId: 'lnk_1' }]);
    made.says('可以');
    expect(made.state?.interview?.questions.night?.value).toBe(true);
  });

  it('has the others told by whatever is said first, if the code was lost on the way', () => {
    const made = chatAt('night');
    writes(made, '可以', { channel: 'web', link: 'lnk_1' });
    expect(elsewhere(made)).toMatch(/换到网页继续/);
    expect(made.state?.interview?.questions.night?.value).toBe(true);
  });

  it('brings it home: nobody is told', () => {
    const made = chatAt('night');
    const start = { code: CODE, found: 'linked' as const, link: 'lnk_1' };
    made.event({ type: 'messages', messages: [made.message({ kind: 'start', code: CODE }, { start })] });
    expect(made.reply).toMatch(/在这里接着聊/);
    expect(made.last.elsewhere).toEqual([]);
    expect(effects(made, 'linked')).toHaveLength(1);
  });

  it.each([
    ['that is paused', (made: Chat) => made.event({ type: 'timer', timer: 'pause' })],
    ['that was stopped', (made: Chat) => made.says('退订')],
  ])('goes on with an interview %s', (_what, then) => {
    const made = chatAt('night');
    then(made);
    comes(made, 'web');
    expect(made.state?.interview?.status).toBe('in_progress');
    expect(made.state?.stopped).toBe(false);
    expect(open(made)?.question).toBe('night');
  });

  it('is not spoken to by the bot while a person has the chat, and the others are told all the same', () => {
    const made = chatAt('night');
    made.event(takeover(made));
    comes(made, 'web');
    expect(made.last.lines).toEqual([]);
    expect(elsewhere(made)).toMatch(/换到网页继续/);
  });
});

describe('"that was not me"', () => {
  it('shuts the other out, tells HR, and goes on here', () => {
    const made = chatAt('night');
    writes(made, '不是我', disowns());
    expect(effects(made, 'disowned')).toMatchObject([{ links: [{ link: 'lnk_1' }] }]);
    expect(tickets(made)).toEqual(['link']);
    expect(made.reply).toMatch(/断开.*HR/s);
    expect(questionMarks(made.reply)).toBe(1);
    expect(open(made)?.question).toBe('night');
    expect(kinds(made)).toEqual(['command']);
  });

  it('is heard although we are silent, and says nothing then', () => {
    const made = chatAt('night');
    made.says('退订');
    writes(made, '不是我', disowns());
    expect(effects(made, 'disowned')).toHaveLength(1);
    expect(made.last.lines).toEqual([]);
  });

  it('said of themselves is the end here: nothing of the interview is repeated', () => {
    const made = chatAt('night');
    writes(made, '不是我', disowns(true));
    expect(made.reply).toMatch(/断开/);
    expect(questionMarks(made.reply)).toBe(0);
  });

  it('without anybody who came by a link is an answer', () => {
    const made = chatAt('night');
    writes(made, '不是我');
    expect(effects(made, 'disowned')).toEqual([]);
    expect(made.reply).not.toMatch(/断开/);
  });
});

describe('a code that leads nowhere', () => {
  const tries = (made: Chat, found: 'unknown' | 'guessed') =>
    made.event({
      type: 'messages',
      messages: [made.message({ kind: 'start', code: CODE }, { start: { code: CODE, found, tried: 'aa' } })],
    });

  it('is counted, and answered like any other', () => {
    const made = chatAt('night');
    tries(made, 'unknown');
    expect(made.reply).toMatch(/没找到/);
    expect(effects(made, 'code_tried')).toMatchObject([{ hash: 'aa' }]);
  });

  it('is not answered when there were too many', () => {
    const made = chatAt('night');
    tries(made, 'guessed');
    expect(made.last.lines).toEqual([]);
  });
});

describe('an address that cannot be reached', () => {
  it.each([
    [
      'pauses the interview, and says elsewhere how to go on',
      { here: true, reachable: true },
      'paused',
      /先停着/,
    ],
    [
      'pauses the interview in silence where there is no other',
      { here: true, reachable: false },
      'paused',
      /^$/,
    ],
    [
      'changes nothing where the chat goes on elsewhere',
      { here: false, reachable: true },
      'in_progress',
      /^$/,
    ],
  ] as const)('%s', (_name, event, status, says) => {
    const made = chatAt('night');
    made.event({ type: 'unreachable', ...event });
    expect(made.state?.interview?.status).toBe(status);
    expect(made.reply).toMatch(says);
    if (made.last.lines.length > 0) expect(made.last.urgency).toBe('notice');
  });
});

describe('a number that somebody else here has', () => {
  const at = { conversationId: 'cnv_2', identity: 'idn_2' };
  function shared(known: Chat['known'] = { sameNumber: { candidateId: 'cnd_2', at } }): Chat {
    const made = chatAt('night');
    made.known = known;
    made.event({
      type: 'messages',
      messages: [made.message({ kind: 'contact', phone: '+8613800138000', own: true })],
    });
    made.known = {};
    return made;
  }

  it('is offered, and the code is sent for by a yes', () => {
    const made = shared();
    expect(made.reply).toMatch(/也用短信.*是我/s);
    made.says('是我');
    expect(effects(made, 'prove')).toEqual([{ type: 'prove', ...at, channel: 'telegram' }]);
    expect(made.reply).toMatch(/短信发过去/);
    expect(open(made)?.question).toBe('night');
  });

  it.each(['可以', '我叫林晓燕'])('is offered once: %s lets it pass', (text) => {
    const made = shared();
    made.says(text);
    made.says('是我');
    expect(effects(made, 'prove')).toEqual([]);
  });

  it('is left to a person where nothing can be proved', () => {
    const made = shared({ sameNumber: { candidateId: 'cnd_2', at: null } });
    expect(effects(made, 'ticket')).toMatchObject([{ kind: 'duplicate', reasons: ['cnd_2'] }]);
    expect(made.reply).not.toMatch(/也用短信/);
  });

  it('gets the code where it is asked for, unless they stopped us', () => {
    const made = chatAt('night');
    const event = {
      type: 'prove' as const,
      channel: 'telegram',
      move: { id: 'lnk_2', code: CODE, hash: 'bb' },
    };
    made.event(event);
    expect(made.reply).toMatch(new RegExp(`Telegram.*${CODE}`));
    expect(made.last.lines[0]?.secret).toBe(CODE);
    made.says('退订');
    made.event(event);
    expect(made.last.lines).toEqual([]);
  });
});
