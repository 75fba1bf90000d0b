import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../src/flows/check.ts';
import type { Flow } from '../../src/flows/model.ts';
import { formatPath } from '../../src/flows/schema.ts';
import { question, sampleFlow } from './sample.ts';

/** What the check says of the sample after it was changed: `level path message`. */
function findings(change: (flow: Flow) => void): string[] {
  const flow = sampleFlow();
  change(flow);
  return checkFlow(flow).map(({ level, path, message }) => `${level} ${formatPath(path)} ${message}`);
}

const care = (flow: Flow) => flow.rubric.criteria[0]!;
const knockout = (when: string | number | boolean) => ({
  when,
  say: { zh: '我请HR看一下。', en: 'HR will look at it.' },
});

describe('a flow', () => {
  it('with nothing wrong has no finding', () => {
    expect(findings(() => {})).toEqual([]);
  });

  const bad: [string, (flow: Flow) => void, string][] = [
    [
      'a question id used twice, in different sections',
      (f) => {
        question(f, 'damage').id = 'nights';
      },
      'error sections[2].questions[0].id "nights" is there twice; it must be unique',
    ],
    [
      'a section id used twice',
      (f) => {
        f.sections[1]!.id = 'job';
      },
      'error sections[2].id "job" is there twice; it must be unique',
    ],
    [
      'a criterion id used twice',
      (f) => {
        f.rubric.criteria = [
          { ...care(f), weight: 0.5 },
          { ...care(f), weight: 0.5 },
        ];
      },
      'error rubric.criteria[1].id "care" is there twice; it must be unique',
    ],
    [
      'an option id used twice',
      (f) => {
        question(f, 'shift').options![1]!.id = 'early';
      },
      'error sections[2].questions[1].options[1].id "early" is there twice; it must be unique',
    ],
    [
      'a criterion named twice by one question',
      (f) => {
        question(f, 'damage').criteria = ['care', 'care'];
      },
      'error sections[1].questions[0].criteria[1] "care" is there twice; it must be unique',
    ],
    [
      'a language named twice',
      (f) => {
        f.languages = ['zh', 'zh'];
      },
      'error languages[1] "zh" is there twice; it must be unique',
    ],
    [
      'a criterion that the rubric does not have',
      (f) => {
        question(f, 'damage').criteria = ['care', 'cares'];
      },
      'error sections[1].questions[0].criteria[1] "cares" is not in the rubric, which has care',
    ],
    [
      'a criterion that no question uses',
      (f) => {
        f.rubric.criteria.push({ ...care(f), id: 'pace', weight: 0.5 });
        care(f).weight = 0.5;
      },
      'error rubric.criteria[1].id "pace" is used by no question, so nothing could be rated on it',
    ],
    [
      'an open question that is evidence for nothing',
      (f) => {
        question(f, 'damage').criteria = [];
      },
      'warning sections[1].questions[0].criteria is empty: the answer to this open question is evidence for nothing',
    ],
    [
      'weights that do not sum to 1',
      (f) => {
        care(f).weight = 0.9;
      },
      'error rubric.criteria has weights that sum to 0.9; they must sum to 1',
    ],
    [
      'a choice without options',
      (f) => {
        delete question(f, 'shift').options;
      },
      'error sections[2].questions[1].options is missing: a choice question needs 2 to 10 options',
    ],
    [
      'options on a question that is no choice',
      (f) => {
        question(f, 'nights').options = question(f, 'shift').options!;
      },
      'error sections[2].questions[0].options has no effect on a question of type yes_no; make it choice',
    ],
    [
      'a follow-up on a factual question',
      (f) => {
        question(f, 'nights').follow_ups = { max: 1 };
      },
      'error sections[2].questions[0].follow_ups.max must be 0: a factual answer is complete, only open questions are followed up',
    ],
    [
      'a factual question that cannot be recognised when said before',
      (f) => {
        delete question(f, 'nights').hears;
      },
      'warning sections[2].questions[0] has no hears: it will be asked again although the candidate has said it before',
    ],
    [
      'a knock-out of yes_no by a text',
      (f) => {
        question(f, 'nights').knockout = knockout('no');
      },
      'error sections[2].questions[0].knockout.when can never happen: the answer to yes_no is true or false',
    ],
    [
      'a knock-out by an option that is not there',
      (f) => {
        question(f, 'shift').knockout = knockout('noon');
      },
      'error sections[2].questions[1].knockout.when can never happen: the answer is one of early, late',
    ],
    [
      'a knock-out of a number by a text',
      (f) => {
        question(f, 'days').knockout = knockout('1');
      },
      'error sections[2].questions[2].knockout.when can never happen: it must be a number above 0, and an answer below it knocks out',
    ],
    [
      'a knock-out of a date',
      (f) => {
        question(f, 'start').knockout = knockout('2027-01-01');
      },
      'error sections[2].questions[3].knockout.when can never happen: no day can be known beforehand',
    ],
    [
      'a knock-out of an open question',
      (f) => {
        question(f, 'damage').knockout = knockout('none');
      },
      'error sections[1].questions[0].knockout.when can never happen: an open answer has no value to compare with',
    ],
    [
      'no introduction',
      (f) => {
        f.sections.shift();
      },
      'error sections must have exactly one section of kind introduction, not 0',
    ],
    [
      'no open floor',
      (f) => {
        f.sections.pop();
      },
      'error sections must have exactly one section of kind open_floor, not 0',
    ],
    [
      'two open floors',
      (f) => {
        f.sections.push({ ...f.sections[3]!, id: 'more' });
      },
      'error sections must have exactly one section of kind open_floor, not 2',
    ],
    [
      'job questions before situations',
      (f) => {
        f.sections.splice(1, 0, f.sections.splice(2, 1)[0]!);
      },
      'error sections[2].kind situation cannot come after job; the order is introduction, situation, job, open_floor',
    ],
    [
      'a knock-out below zero',
      (f) => {
        question(f, 'days').knockout = knockout(0);
      },
      'error sections[2].questions[2].knockout.when can never happen: it must be a number above 0, and an answer below it knocks out',
    ],
    [
      'a story that would be reused',
      (f) => {
        question(f, 'damage').passport = { zh: '破损', en: 'Damage' };
      },
      'error sections[1].questions[0].passport has no place here: of the open questions only the introduction is reused',
    ],
    [
      'a day that would be reused',
      (f) => {
        question(f, 'start').passport = { zh: '到岗', en: 'Start' };
      },
      'error sections[2].questions[3].passport has no place on a date: the day has passed the next time',
    ],
    [
      'a protected matter that would be reused',
      (f) => {
        question(f, 'nights').passport = { zh: '婚姻', en: 'Marriage' };
      },
      'error sections[2].questions[0].passport.zh touches a protected matter (pregnancy or marriage); ask only what the work needs',
    ],
    [
      'a factual question among the situations',
      (f) => {
        f.sections[1]!.questions.push({ ...question(f, 'nights'), id: 'more' });
      },
      'error sections[1].questions[1].type must be open in a section of kind situation',
    ],
    [
      'an introduction that can be answered with yes',
      (f) => {
        question(f, 'introduction').type = 'yes_no';
      },
      'error sections[0].questions[0].type must be open in a section of kind introduction',
    ],
    [
      'English in the Chinese text',
      (f) => {
        question(f, 'damage').ask.zh = 'What did you do?';
      },
      'error sections[1].questions[0].ask.zh has no Chinese in the Chinese text',
    ],
    [
      'Chinese in the English text',
      (f) => {
        question(f, 'damage').ask.en = 'What did 你 do?';
      },
      'error sections[1].questions[0].ask.en has Chinese characters in the English text',
    ],
    [
      'a Chinese question of four SMS',
      (f) => {
        question(f, 'damage').ask.zh = '长'.repeat(202);
      },
      'warning sections[1].questions[0].ask.zh takes 4 SMS; at most 3 are read willingly (201 characters in Chinese, 459 in English)',
    ],
    [
      'an option about a protected matter',
      (f) => {
        question(f, 'shift').options![0]!.label.en = 'Married';
      },
      'error sections[2].questions[1].options[0].label.en touches a protected matter (pregnancy or marriage); ask only what the work needs',
    ],
  ];
  it.each(bad)('with %s has exactly that finding', (_, change, finding) => {
    expect(findings(change)).toContain(finding);
  });

  const good: [string, (flow: Flow) => void][] = [
    [
      'weights of .1, .2 and .7, which do not add up in binary',
      (f) => {
        f.rubric.criteria = [0.1, 0.2, 0.7].map((weight, i) => ({ ...care(f), id: `c${i}`, weight }));
        for (const section of f.sections)
          for (const q of section.questions) if (q.type === 'open') q.criteria = ['c0', 'c1', 'c2'];
      },
    ],
    [
      'a knock-out by an option',
      (f) => {
        question(f, 'shift').knockout = knockout('late');
      },
    ],
    [
      'a knock-out by a no',
      (f) => {
        question(f, 'nights').knockout = knockout(false);
      },
    ],
    [
      'a knock-out by a number',
      (f) => {
        question(f, 'days').knockout = knockout(3);
      },
    ],
    [
      'two sections of situations',
      (f) => {
        f.sections.splice(2, 0, {
          ...f.sections[1]!,
          id: 'more',
          questions: [{ ...question(f, 'damage'), id: 'other' }],
        });
      },
    ],
    [
      'no situations and no job questions',
      (f) => {
        f.sections.splice(1, 2);
      },
    ],
    [
      'a Chinese question of three full SMS',
      (f) => {
        question(f, 'damage').ask.zh = '长'.repeat(201);
      },
    ],
    [
      'an English question of three full SMS',
      (f) => {
        question(f, 'damage').ask.en = 'x'.repeat(459);
      },
    ],
  ];
  it.each(good)('with %s has no finding', (_, change) => {
    expect(findings(change)).toEqual([]);
  });
});
