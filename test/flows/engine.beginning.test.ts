import { describe, expect, it } from 'vitest';
import type { Start } from '../../src/flows/model.ts';
import { NEXT_STAGES } from '../../src/pipeline/stages.ts';
import type { Stage } from '../../src/types.ts';
import { chat, chatAt, effects, open, start } from './chats.ts';
import { SMALL_FLOW } from './flow.ts';
import { Chat, opening, questionMarks, SETTINGS } from './play.ts';

describe('the beginning', () => {
  it('tells first that it is an AI, that a person decides, how to reach one, and how to stop', () => {
    for (const language of ['zh', 'en'] as const) {
      const made = new Chat(start);
      const said = made.open(language);
      expect(said).toMatch(/AI/);
      expect(said).toMatch(language === 'zh' ? /招聘人员决定/ : /people decide/);
      expect(said).toMatch(language === 'zh' ? /人工/ : /HUMAN/);
      expect(said).toMatch(language === 'zh' ? /退订/ : /STOP/);
      expect(said).toContain(start.opening.title[language]);
      expect(said).toContain('12');
      expect(made.last.lines.at(-1)?.choices?.map(({ value }) => value)).toEqual(['yes', 'no']);
      expect(made.last.hearings).toEqual([{ turn: 1, kind: 'start', record: false }]);
      expect(made.last.timers.consent_expire).toBe(made.now + SETTINGS.consentExpireMs);
    }
  });

  it('who has no code is answered in what they write, each time, and told how to reach a person', () => {
    const made = new Chat(start);
    expect(made.says('hi, do you have work for me?')).toMatch(/^Hi, .*HUMAN/);
    expect(made.says('你好')).toMatch(/^你好，.*人工/);
    expect(made.says('ok')).toMatch(/^你好，/);
    expect(made.says('hello?')).toMatch(/^Hi, /);
    expect(made.says('请说中文')).toMatch(/^你好，/);
    // Chosen: what is written in another one does not change it.
    expect(made.says('is anybody there')).toMatch(/^你好，/);
  });

  it.each([
    '同意',
    '好的',
    '可以',
    '好的，可以开始',
    '行',
    '没问题',
    '嗯嗯',
    'OK',
    'yes',
    'Yes, sure',
    "Sure, let's go",
    'I agree',
    '同意，开始吧',
    'ok 开始',
    '👍',
  ])('takes %j as consent, and begins', (text) => {
    const made = new Chat(start);
    made.open('zh');
    made.says(text);
    expect(made.state?.consent).toBe('given');
    expect(effects(made, 'consent')).toEqual([{ type: 'consent', given: true }]);
    expect(effects(made, 'begin')).toHaveLength(1);
    expect(effects(made, 'stage')[0]?.to).toBe('interviewing');
    expect(made.last.hearings[0]).toMatchObject({ kind: 'consent', record: true });
    expect(open(made)?.question).toBe('intro');
  });

  it.each(['不用了', '不同意', '算了', 'No', 'no thanks', "I don't agree", '不愿意'])(
    'takes %j as a no, and forgets',
    (text) => {
      const made = new Chat(start);
      made.open('zh');
      made.says(text);
      expect(made.state?.consent).toBe('refused');
      expect(effects(made, 'erase')).toHaveLength(1);
      expect(made.last.hearings[0]?.record).toBe(false);
      expect(made.last.timers.consent_expire).toBeNull();
      expect(questionMarks(made.reply)).toBe(0);
    },
  );

  it.each(['我叫小陈', '这是什么', 'hmm', '你好'])('asks again kindly when %j is neither', (text) => {
    const made = new Chat(start);
    made.open('zh');
    made.says(text);
    expect(made.state?.consent).toBe('asked');
    expect(made.last.hearings[0]?.record).toBe(false);
    expect(made.last.lines.at(-1)?.choices).toHaveLength(2);
  });

  it('answers a question about the pay before consent, and asks for consent again', () => {
    const made = new Chat(start);
    made.open('zh');
    expect(made.says('工资多少？')).toMatch(/24/);
    expect(made.state?.consent).toBe('asked');
  });

  it('does not take a word for consent that was written before the disclosure was seen', () => {
    const made = new Chat(start);
    made.open('zh');
    made.event({ type: 'messages', messages: [made.message({ kind: 'text', text: '好的' }, { ask: null })] });
    expect(made.state?.consent).toBe('asked');
  });

  it('follows the language of the first words and of the answer', () => {
    const made = new Chat(start);
    made.open('zh');
    expect(made.says('Yes, I would like to start')).toMatch(/introduce yourself/);
    expect(made.state?.language).toBe('en');
  });

  it('forgets after 7 days without consent', () => {
    const made = new Chat(start);
    made.open('zh');
    made.event({ type: 'timer', timer: 'consent_expire' });
    expect(effects(made, 'erase')).toHaveLength(1);
    expect(made.state).toMatchObject({ consent: 'none', pending: null });
    expect(made.last.lines).toEqual([]);
  });

  it('forgets after 7 days also who wrote without a code, or went on writing after a no', () => {
    const stranger = new Chat(start);
    stranger.says('你好，我叫小陈');
    const refused = new Chat(start);
    refused.open('zh');
    refused.says('不用了');
    refused.says('那你们在哪里？');
    for (const made of [stranger, refused]) {
      expect(made.last.timers.consent_expire).toBe(made.now + SETTINGS.consentExpireMs);
      made.event({ type: 'timer', timer: 'consent_expire' });
      expect(made.last.effects).toContainEqual({ type: 'erase' });
      expect(made.last.lines).toEqual([]);
    }
  });

  it('takes a code for no language: the app of the person tells theirs', () => {
    const made = new Chat(start);
    const message = made.message({ kind: 'text', text: 'SORT99' }, { languageHint: 'zh' });
    made.event({ type: 'messages', messages: [message] });
    expect(made.state?.language).toBe('zh');
  });

  it('says what to do with an unknown code, a closed one, and none', () => {
    for (const found of ['unknown', 'closed'] as const) {
      const made = new Chat(start);
      const message = made.message({ kind: 'start', code: 'NOPE99' }, { start: { code: 'NOPE99', found } });
      made.event({ type: 'messages', messages: [message] });
      expect(made.reply).toContain('NOPE99');
    }
    const made = new Chat(start);
    expect(made.says('你好')).toMatch(/编号/);
    expect(made.last.hearings[0]?.record).toBe(false);
    expect(new Chat(start).says('hello there')).toMatch(/code/);
  });
});

describe('a second opening', () => {
  it('sets the first aside without asking for consent again, and its code brings it back', () => {
    const second: Start = {
      opening: opening('courier', { id: 'opn_2', code: 'RIDE02' }),
      pinned: { hash: 'h9', flow: SMALL_FLOW },
    };
    const made = chatAt('night', 'zh', [second]);
    made.open('zh', second);
    expect(effects(made, 'begin')).toHaveLength(2);
    expect(effects(made, 'consent')).toHaveLength(1);
    expect(made.state?.earlier[0]?.status).toBe('paused');
    expect(open(made)?.question).toBe('intro');
    made.open('zh', start);
    expect(open(made)?.question).toBe('night');
    expect(effects(made, 'begin')).toHaveLength(2);
  });
});

describe('an application that was made before', () => {
  const STAGES = Object.keys(NEXT_STAGES) as Stage[];
  const OTHER: Start = {
    opening: opening('courier', { id: 'opn_2', code: 'RIDE02' }),
    pinned: { hash: 'h9', flow: SMALL_FLOW },
  };
  const TALKS = new Set<Stage>([
    ...(['applied', 'screening', 'interviewing', 'reviewing', 'withdrawn', 'expired'] as const),
  ]);

  it.each(STAGES)('and is %s: it is talked about only where nobody has decided', (stage) => {
    for (const [language, code] of [
      ['zh', '夜班分拣员'],
      ['en', 'night sorter'],
    ] as const) {
      const made = new Chat(start);
      made.applied = stage;
      made.open(language);
      expect(made.reply).toContain(code);
      expect(made.state?.consent, language).toBe(TALKS.has(stage) ? 'asked' : 'none');
      if (!TALKS.has(stage)) expect(made.last.lines).toMatchObject([{ part: 'status' }]);
    }
  });

  it.each(STAGES)('and becomes %s between the question and the yes', (stage) => {
    const made = new Chat(start);
    made.open('zh');
    made.applied = stage;
    made.says('同意');
    expect(effects(made, 'begin')).toHaveLength(TALKS.has(stage) ? 1 : 0);
    expect(effects(made, 'consent')).toHaveLength(TALKS.has(stage) ? 1 : 0);
    if (TALKS.has(stage)) return;
    expect(made.last.lines).toMatchObject([{ part: 'status' }]);
    expect(made.last.hearings).toMatchObject([{ record: false }]);
  });

  it.each(STAGES)('and is %s: as a second opening too, and the first is gone on with', (stage) => {
    const made = chat('zh', [OTHER]);
    const asked = open(made)!.question;
    made.applied = stage;
    made.open('zh', OTHER);
    expect(effects(made, 'begin')).toHaveLength(TALKS.has(stage) ? 2 : 1);
    if (TALKS.has(stage)) return;
    expect(made.last.lines[0]).toMatchObject({ part: 'status' });
    expect(made.state!.interview).toMatchObject({ openingId: start.opening.id, status: 'in_progress' });
    expect(open(made)?.question).toBe(asked);
    expect(made.last.lines.at(-1)?.ask).toBeDefined();
  });

  it('and was left, or put aside, goes on to the interview', () => {
    const made = new Chat(start);
    made.applied = 'withdrawn';
    made.begin();
    expect(effects(made, 'stage').at(-1)).toMatchObject({
      from: expect.arrayContaining(['withdrawn', 'expired']),
      to: 'interviewing',
    });
  });
});
