/** The demonstration's visitors: each is interviewed at this process's own desk, as everybody is. */
import { visitors } from '../../demo/candidates.ts';
import type { Runtime } from '../../runtime.ts';
import type { BotLine } from '../../simulate/candidate.ts';
import { type Chat, play } from '../../simulate/play.ts';
import type { Opening } from '../../types.ts';
import type { Desk, Talk } from './talk.ts';

/** One after the other; resolves when the last has gone, or after `closing` with the one who is there. */
export async function letVisitorsIn(
  runtime: Runtime,
  desk: Desk,
  openings: Opening[],
  closing: AbortSignal,
): Promise<void> {
  for (const visitor of visitors) {
    if (closing.aborted) return;
    const opening = openings.find(({ role }) => role === visitor.role);
    if (!opening) continue;
    const talk = desk.sit(runtime, `visitor-${visitor.id}`, visitor.language, 0);
    await play(visitor, opening.code, chatOf(talk), async () => false);
  }
}

function chatOf(talk: Talk): Chat {
  const lines: BotLine[] = [];
  talk.onShown = ({ text, buttons }) => {
    lines.push({ text, buttons: (buttons ?? []).map(({ label }) => label) });
  };
  let said: Promise<void> = Promise.resolve();
  return {
    async begin(code) {
      said = talk.say(`/start ${code}`);
    },
    async say(text) {
      said = talk.say(text);
    },
    async press(label) {
      said = talk.press(label);
    },
    async next() {
      await said;
      await talk.settled();
      return lines.shift() ?? null;
    },
  };
}
