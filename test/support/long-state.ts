/** A conversation state as big as a long interview makes it: 3.8 KB of JSON with random ids and many small numbers. */
import { createHash } from 'node:crypto';

export type TestState = ReturnType<typeof longState>;

const QUESTIONS = [
  ['self_introduction', 'experience', 'recent_job', 'reasons'],
  ['damaged_parcel', 'heavy_parcel', 'peak_hours', 'wrong_label', 'colleague_conflict', 'safety'],
  ['night_shift', 'weekends', 'lifting', 'licence', 'start_date', 'open_floor'],
].flat();

export function longState() {
  return {
    language: 'zh',
    languageChosen: true,
    consent: 'given',
    stopped: false,
    takenOver: false,
    asks: 31,
    pending: null,
    interview: interview('in_progress', 3),
    earlier: [interview('completed', 7)],
  };
}

function interview(status: string, seed: number) {
  return {
    id: `int_${scatter(seed, 'id')}`,
    applicationId: `app_${scatter(seed, 'application')}`,
    openingId: `opn_${scatter(seed, 'opening')}`,
    flowHash: createHash('sha256').update(`flow ${seed}`).digest('hex'),
    status,
    position: { section: 2, question: 4, followUps: 5 },
    questions: Object.fromEntries(QUESTIONS.map((id, i) => [id, question(seed * 100 + i)])),
  };
}

function question(seed: number) {
  const number = (salt: string, below: number) => scatterNumber(seed, salt) % below;
  return {
    ask: number('ask', 31),
    followUps: number('follow', 3),
    slots: {
      action: { turn: number('a', 90), span: [number('b', 200), 200 + number('c', 200)] },
      result: 'asked',
    },
  };
}

/** The same on every run, and as hard to compress as chance. */
function scatter(seed: number, salt: string): string {
  return BigInt(`0x${hash(seed, salt).slice(0, 32)}`)
    .toString(36)
    .padStart(25, '0');
}

function scatterNumber(seed: number, salt: string): number {
  return Number.parseInt(hash(seed, salt).slice(0, 8), 16);
}

function hash(seed: number, salt: string): string {
  return createHash('sha256').update(`${seed} ${salt}`).digest('hex');
}
