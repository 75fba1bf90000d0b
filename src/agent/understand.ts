/** One question on the path of a common turn: what a burst of messages holds, and how one might go on from it. */
import { z } from 'zod';
import type { Burst } from '../flows/burst.ts';
import { type MessageReading, PART_KINDS, type Part, type Wording } from '../flows/reading.ts';
import type { Span } from '../flows/state.ts';
import type { Agent, Asked } from './ask.ts';
import { loadPrompt } from './prompts.ts';

const GAPS = ['example', 'personal', 'action', 'result', 'situation', 'task'] as const;

// Models write null where a list is empty; what is missing is none.
const part = z.object({
  is: z.enum(PART_KINDS),
  quote: z.string(),
  question: z.string().nullish(),
  language: z.enum(['zh', 'en']).nullish(),
});
const filled = z.object({ gap: z.string(), quote: z.string() });
const heard = z.object({
  n: z.number().int(),
  parts: z.array(part).nullish(),
  filled: z.array(filled).nullish(),
  irritated: z.boolean().nullish(),
});
const reading = z.object({
  messages: z.array(heard),
  acknowledgement: z.string().nullish(),
  follow_ups: z.partialRecord(z.enum(GAPS), z.string().nullish()).nullish(),
});

/** What came of it. `dropped` counts the claims behind which no words of the message stand. */
export interface Understanding {
  /** By the number of the message. */
  readings: Map<number, MessageReading>;
  wording: Wording;
  dropped: number;
}

/** How long the turn may take, and who gives it up. */
export interface Bounds {
  signal: AbortSignal;
  by: number;
}

/** Enough for six wordings and a dozen quotes. */
const MOST_TOKENS = 1200;
/** A model that lists more than this of one message has lost count. */
const CLAIMS_AT_MOST = 24;

/** Never throws; without an answer the rules go on alone. */
export async function understand(
  agent: Agent,
  burst: Burst,
  interviewId: string,
  bounds: Bounds,
): Promise<Asked<Understanding>> {
  const { messages, gaps, ...about } = burst;
  const asked = await agent.ask({
    prompt: loadPrompt('understand', burst.language),
    input: {
      ...about,
      open: burst.open && { ...burst.open },
      answered: burst.answered.map((one) => ({ ...one })),
      ahead: burst.ahead.map((one) => ({ ...one })),
      gaps: [...gaps],
      messages: messages.map(({ text }, i) => ({ n: i + 1, text })),
    },
    schema: reading,
    about: { interviewId, purpose: 'understand' },
    maxTokens: MOST_TOKENS,
    ...bounds,
  });
  return asked.ok ? { ...asked, value: checked(asked.value, burst) } : asked;
}

/** Only what stands in the messages, and only about what was asked. */
function checked(answer: z.infer<typeof reading>, burst: Burst): Understanding {
  const readings = new Map<number, MessageReading>();
  let dropped = 0;
  for (const one of answer.messages) {
    const message = burst.messages[one.n - 1];
    if (!message || readings.has(message.turn)) continue;
    const parts = (one.parts ?? [])
      .slice(0, CLAIMS_AT_MOST)
      .map((claim) => toPart(claim, message.text, burst));
    const spans = (one.filled ?? [])
      .slice(0, CLAIMS_AT_MOST)
      .map((claim) => toSpan(claim, message.text, burst));
    dropped += [...parts, ...spans].filter((claim) => claim === null).length;
    readings.set(message.turn, {
      parts: parts.filter((claim) => claim !== null),
      spans: spans.filter((claim) => claim !== null),
      irritated: one.irritated === true,
      answered: [],
    });
  }
  const followUps: Wording['followUps'] = {};
  for (const gap of burst.gaps) {
    const text = answer.follow_ups?.[gap];
    if (text) followUps[gap] = text;
  }
  return { readings, wording: { acknowledgement: answer.acknowledgement ?? null, followUps }, dropped };
}

function toPart(claim: z.infer<typeof part>, text: string, burst: Burst): Part | null {
  const place = placeOf(claim.quote, text);
  if (!place) return null;
  const made: Part = { kind: claim.is, ...place };
  if (claim.is === 'amendment') {
    if (!burst.answered.some(({ id }) => id === claim.question)) return null;
    made.questionId = claim.question!;
  }
  if (claim.is === 'language') {
    if (!claim.language) return null;
    made.language = claim.language;
  }
  return made;
}

function toSpan({ gap, quote }: z.infer<typeof filled>, text: string, burst: Burst): Span | null {
  const place = placeOf(quote, text);
  const open = burst.open?.type === 'open' && GAPS.some((known) => known === gap);
  const factual = burst.open?.id === gap || burst.ahead.some(({ id }) => id === gap);
  return place && (open || factual) ? { slot: gap, start: place.start, end: place.end } : null;
}

/** Letter by letter; where it stands twice, the first. */
function placeOf(quote: string, text: string): { start: number; end: number; text: string } | null {
  const wanted = quote.trim();
  const start = wanted === '' ? -1 : text.indexOf(wanted);
  return start < 0 ? null : { start, end: start + wanted.length, text: wanted };
}
