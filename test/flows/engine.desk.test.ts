/** A person of HR in the chat, and what we begin ourselves. */
import { describe, expect, it } from 'vitest';
import type { EngineEvent, Invitation } from '../../src/flows/model.ts';
import { chat, chatAt, effects, hrLine, kinds, open, start, takeover, tickets } from './chats.ts';
import { Chat, questionMarks } from './play.ts';

const LONG = '我叫小林，去年在仓库做过两个月分拣，每晚大概一千件。';

describe('while HR has the chat', () => {
  it.each([
    ['a question', '工资多少？'],
    ['a wish for a person', '人工'],
    ['a command', '进度'],
    ['a pause', '我先去忙，晚点聊'],
    ['a wish to end it', '我不想面试了'],
    ['another job’s code', 'SORT02'],
    ['abuse', '你这个傻逼机器人'],
    ['English', 'Can we do this in English please?'],
    ['a button', { kind: 'button' as const, payload: 'a3:yes' }],
    ['a picture', { kind: 'file' as const, media: { id: 'f', type: 'image/png' }, caption: '' }],
    ['a phone number', { kind: 'contact' as const, phone: '+8613800138000', own: true }],
    ['a starting point', { kind: 'start' as const, code: 'SORT01' }],
  ])('%s is recorded, and nothing is said', (_what, said) => {
    const made = chatAt('night');
    made.event(takeover(made));
    made.event(hrLine(made, '你好，我是小李。'));
    made.send(typeof said === 'string' ? { kind: 'text', text: said } : said);
    expect(made.reply).toBe('');
    expect(made.last.hearings).toMatchObject([{ record: true, interviewId: made.state?.interview?.id }]);
    expect(made.state?.interview?.status).toBe('handed_off');
  });

  it('silence neither pauses, nudges nor ends anything', () => {
    const made = chatAt('night');
    expect(made.event(takeover(made)).timers).toMatchObject({ pause: null, nudge: null, expire: null });
    for (const timer of ['pause', 'nudge', 'expire'] as const) made.event({ type: 'timer', timer });
    expect(made.state?.interview?.status).toBe('handed_off');
    made.event({ type: 'handback' });
    expect(made.last.timers.pause).toBeGreaterThan(made.now);
  });

  it('an answer to the bot’s question counts until a person has spoken, and not after', () => {
    const before = chatAt('night');
    before.event(takeover(before));
    before.says('可以');
    expect(kinds(before)).toEqual(['answer']);
    before.event({ type: 'handback' });
    expect(open(before)?.question).toBe('days');

    const after = chatAt('night');
    after.event(takeover(after));
    after.event(hrLine(after, '你周三能来看看吗？'));
    after.says('可以');
    expect(kinds(after)).toEqual(['other']);
    after.event({ type: 'handback' });
    expect(open(after)?.question).toBe('night');
  });

  it('a knock-out answer is a ticket, and its line is left to the person', () => {
    const made = chatAt('adult');
    made.event(takeover(made));
    made.says('我17岁');
    expect(made.reply).toBe('');
    expect(tickets(made)).toContain('knockout');
  });

  it('STOP pauses it, START gives it back to the person, and hand-back goes on', () => {
    const made = chatAt('night');
    made.event(takeover(made));
    made.event(hrLine(made, '你好'));
    made.says('退订');
    expect(made.state?.interview?.status).toBe('paused');
    expect(made.event(hrLine(made, '在吗')).lines).toEqual([]);
    made.says('START');
    expect(made.state?.interview?.status).toBe('handed_off');
    expect(effects(made, 'handed_off')).toHaveLength(1);
    made.event({ type: 'handback' });
    expect(open(made)?.question).toBe('night');
  });

  it('a hand-back to somebody who stopped is silent', () => {
    const made = chatAt('night');
    made.event(takeover(made));
    made.event(hrLine(made, '你好'));
    made.says('退订');
    expect(made.event({ type: 'handback' }).lines).toEqual([]);
    expect(made.state?.interview?.status).toBe('paused');
  });

  it('an interview that is over stays over', () => {
    const made = chatAt('night');
    made.says('我不想面试了，退出');
    const { status } = made.state!.interview!;
    expect(status).toBe('withdrawn');
    made.event(takeover(made));
    expect(made.event(hrLine(made, '谢谢你来')).lines).toHaveLength(1);
    made.event({ type: 'handback' });
    expect(made.state?.interview?.status).toBe(status);
    expect(questionMarks(made.reply)).toBe(0);
  });

  it('one that was set aside is handed off for itself, and the one in front goes on afterwards', () => {
    const made = chatAt('night');
    const aside = {
      ...structuredClone(made.state!.interview!),
      id: 'int_aside',

      status: 'paused' as const,
    };
    made.state!.earlier = [aside];
    made.event({ type: 'takeover', by: 'key_1', interviewId: 'int_aside' });
    expect(made.state?.earlier[0]?.status).toBe('handed_off');
    made.says(LONG);
    expect(made.last.hearings).toMatchObject([{ kind: 'answer' }]);
    made.event({ ...hrLine(made, '你好'), interviewId: 'int_aside' } as EngineEvent);
    made.says('在的');
    expect(made.last.hearings).toMatchObject([{ kind: 'other', interviewId: 'int_aside' }]);
    made.event({ type: 'handback' });
    expect(made.state?.earlier[0]?.status).toBe('paused');
    expect(made.state?.interview?.status).toBe('in_progress');
  });
});

describe('an answer to a ticket', () => {
  it('is a person’s line, and the open question comes once behind it', () => {
    const made = chatAt('night');
    const before = open(made)!;
    made.event(hrLine(made, '有宿舍，四人间。', 'tkt_1'));
    expect(made.last.lines.map(({ from }) => from ?? 'bot')).toEqual(['hr', 'bot']);
    expect(effects(made, 'answered')).toEqual([{ type: 'answered', ticketId: 'tkt_1', by: 'key_1' }]);
    expect(open(made)).toMatchObject({ question: 'night', first: before.first });
    expect(open(made)!.ask).toBe(before.ask + 1);
  });

  it.each(['暂停', '我不想面试了，退出'])('asks nothing of somebody who said %s', (said) => {
    const made = chatAt('night');
    made.says(said);
    made.event(hrLine(made, '有宿舍。', 'tkt_1'));
    expect(made.last.lines).toHaveLength(1);
  });

  it('that asks is let stand alone, and what comes back is passed on, not taken for an answer', () => {
    const made = chatAt('night');
    made.event(hrLine(made, '明天上午给你打电话，可以吗？', 'tkt_1'));
    expect(questionMarks(made.reply)).toBe(1);
    made.says('明天上午可以');
    expect(kinds(made)).toEqual(['other']);
    expect(tickets(made)).toEqual(['person']);
    expect(made.state?.interview?.questions.night?.state).toBe('asked');
    expect(made.reply).toMatch(/转告[\s\S]*夜班/);
    made.says('能');
    expect(made.state?.interview?.questions.night?.value).toBe(true);
  });

  it('that asks after the end adds nothing to the interview', () => {
    const made = chatAt('floor');
    made.says('没有了');
    expect(made.state?.interview?.status).toBe('completed');
    made.event(hrLine(made, '周三能来看看吗？', 'tkt_1'));
    made.says('能来');
    expect(kinds(made)).toEqual(['other']);
    expect(made.reply).toMatch(/转告/);
  });

  it('says nothing to somebody who stopped, and the ticket stays', () => {
    const made = chatAt('night');
    made.says('退订');
    expect(made.event(hrLine(made, '有宿舍。', 'tkt_1'))).toMatchObject({ lines: [], effects: [] });
  });
});

const invitation = (over: Partial<Invitation> = {}): Invitation => ({
  id: 'inv_1',
  code: 'ABCDEFGHJKLM',
  interviewId: 'int_9',
  flowHash: 'h1',
  channel: 'telegram',
  title: { zh: '夜班分拣员', en: 'night sorter' },
  minutes: 12,
  link: null,
  unsaid: null,
  language: null,
  ...over,
});

describe('an invitation', () => {
  it.each([
    ['zh' as const, /AI.*夜班分拣员.*12分钟.*ABCDEFGHJKLM.*退订/s],
    ['en' as const, /AI.*night sorter.*12 minutes.*ABCDEFGHJKLM.*STOP/s],
  ])(
    'is one line that says who we are, in %s, the language that they are known to read',
    (language, line) => {
      const made = new Chat(start);
      made.event({
        type: 'invite',
        invitation: invitation({ language, link: 'https://example.org/chat/A' }),
      });
      expect(made.last).toMatchObject({ urgency: 'notice', language });
      expect(made.reply).toMatch(line);
      expect(made.reply).toContain('https://example.org/chat/A');
      expect(questionMarks(made.reply)).toBe(0);
      expect(made.state?.invited).toBe('ABCDEFGHJKLM');
      made.open(language);
      expect(made.state?.invited).toBeUndefined();
    },
  );

  it.each<[string, (made: Chat) => unknown, string]>([
    ['stopped us', (made) => made.says('退订'), 'opted_out'],
    ['is talking to a person', (made) => made.event(takeover(made)), 'taken_over'],
  ])('is not said to somebody who %s', (_who, before, reason) => {
    const made = chat();
    before(made);
    const result = made.event({ type: 'invite', invitation: invitation() });
    expect(result.lines).toEqual([]);
    expect(result.effects).toEqual([{ type: 'invited', invitationId: 'inv_1', unsaid: reason }]);
  });

  it('is not said to somebody who refused, or whom nobody can write to', () => {
    const made = new Chat(start);
    made.open('zh');
    made.says('不用了');
    expect(made.event({ type: 'invite', invitation: invitation() }).effects).toMatchObject([
      { unsaid: 'consent_refused' },
    ]);
    const stranger = new Chat(start);
    stranger.event({ type: 'invite', invitation: invitation({ unsaid: 'no_address' }) });
    expect(stranger.last).toMatchObject({ lines: [], effects: [{ unsaid: 'no_address' }] });
    expect(stranger.state?.invited).toBeUndefined();
  });
});

describe('a screening', () => {
  const screened = (reasons: string[]): EngineEvent => ({
    type: 'screened',
    screening: { applicationId: 'app_1', reasons, invitation: invitation() },
  });

  it('invites who fits', () => {
    const made = new Chat(start);
    made.event(screened([]));
    expect(made.last.effects.map(({ type }) => type)).toEqual(['screened', 'invitation', 'invited']);
    expect(made.last.lines).toHaveLength(1);
  });

  it('leaves everybody else to a person: no line, no invitation, no other stage', () => {
    const made = new Chat(start);
    made.event(screened(['too_young']));
    expect(made.last.effects).toMatchObject([
      { type: 'screened', applicationId: 'app_1' },
      { type: 'ticket', kind: 'screening', applicationId: 'app_1', reasons: ['too_young'] },
    ]);
    expect(made.last.lines).toEqual([]);
  });

  it('of an application that was moved meanwhile does nothing', () => {
    const made = new Chat(start);
    expect(made.event({ type: 'screened', screening: null })).toMatchObject({ lines: [], effects: [] });
  });
});

describe('a code of an invitation', () => {
  const arrives = (made: Chat, found: 'used' | 'over' | typeof start, duplicate?: boolean) => {
    const message = made.message(
      { kind: 'start', code: 'ABCDEFGHJKLM' },
      {
        languageHint: 'zh',
        start: {
          code: 'ABCDEFGHJKLM',
          found,
          ...(duplicate === undefined ? {} : { invitation: { id: 'inv_1', duplicate } }),
        },
      },
    );
    return made.event({ type: 'messages', messages: [message] });
  };

  it.each([
    ['used' as const, /已经有人用过了.*人工/],
    ['over' as const, /过期.*人工/],
  ])('that is %s is told kindly, with a way to a person', (found, line) => {
    const made = new Chat(start);
    arrives(made, found);
    expect(made.reply).toMatch(line);
    expect(made.state?.pending).toBeNull();
  });

  it('is claimed when it is used, and a known other person is a ticket', () => {
    const made = new Chat(start);
    expect(arrives(made, start, false).effects).toEqual([{ type: 'claim', invitationId: 'inv_1' }]);
    const other = chatAt('night');
    expect(arrives(other, start, true).effects).toMatchObject([
      { type: 'claim', invitationId: 'inv_1' },
      { type: 'ticket', kind: 'duplicate', interviewId: null, reasons: ['inv_1'] },
    ]);
  });
});
