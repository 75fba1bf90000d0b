/** Replays golden dialogues through the real path: inbox, lease, engine, commit, outbox, the terminal's channel. */
import { insertOpening } from '../../db/openings.ts';
import type { Golden } from '../../src/commands/terminal/golden.ts';
import { Desk, type Step } from '../../src/commands/terminal/talk.ts';
import { readConfig } from '../../src/config.ts';
import { demoOpenings } from '../../src/demo/openings.ts';
import { seedOpenings } from '../../src/demo/seed.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startNode } from '../../src/node.ts';
import { embeddedDatabase } from '../support/embedded.ts';

/** Long enough that the messages of a burst are together on a busy machine; a talk without one waits for nothing. */
const BURST_MS = 1000;

export class Stage {
  readonly #running: Running;
  readonly #desk: Desk;
  #people = 0;

  private constructor(running: Running, desk: Desk) {
    this.#running = running;
    this.#desk = desk;
  }

  static async open(): Promise<Stage> {
    const desk = new Desk('golden');
    const running = await startNode(
      readConfig({ SECRET_KEY: 'golden dialogues need no secret at all' }, []),
      {
        role: 'worker',
        database: await embeddedDatabase(),
        extraChannels: [desk.terminal],
        log: createLog('error', process.stderr),
      },
    );
    await seedOpenings(running.runtime.sql);
    const closed = demoOpenings[0];
    if (closed) await insertOpening(running.runtime.sql, { ...closed, code: 'SORT99', status: 'closed' });
    return new Stage(running, desk);
  }

  /** Says what the candidate says in the dialogue, and gives back the dialogue as it went now. */
  async replay(golden: Golden): Promise<Golden> {
    const address = `person-${++this.#people}`;
    const bursts = golden.talk.some((step, i) => isMine(step) && isMine(golden.talk[i + 1]));
    const talk = this.#desk.sit(this.#running.runtime, address, golden.language, bursts ? BURST_MS : 0);
    for (const [i, step] of golden.talk.entries()) {
      if ('bot' in step) continue;
      if ('me' in step) await talk.say(step.me);
      else await talk.press(step.press);
      if (!isMine(golden.talk[i + 1])) await talk.settled();
    }
    return { ...golden, talk: talk.steps, outcome: await talk.outcome() };
  }

  close(): Promise<void> {
    return this.#running.stop();
  }
}

/** The candidate's own. Two in a row were sent without waiting for an answer. */
function isMine(step: Step | undefined): boolean {
  return step !== undefined && !('bot' in step);
}
