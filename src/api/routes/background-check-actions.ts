/**
 * `POST /v1/background_checks/{id}/{action}`: what a person does with a check. What was found turns nobody down: a person
 * clears it, or tells the candidate first, waits, and then decides.
 */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { findApplication } from '../../../db/applications.ts';
import type { Tx } from '../../../db/client.ts';
import { recordDecision } from '../../../db/decisions.ts';
import {
  amendStep,
  callOff,
  findStep,
  lockStep,
  moveStep,
  openStepOf,
  type StepMove,
  type StepRow,
} from '../../../db/steps.ts';
import type { Scope } from '../../auth/scopes.ts';
import { FORM_VALID_MS } from '../../conversation/notices/background-check.ts';
import { TingdaError } from '../../errors.ts';
import { holdUntil } from '../../pipeline/hold.ts';
import { moving } from '../../pipeline/machine.ts';
import { BUILT_IN } from '../../pipeline/providers/index.ts';
import { acknowledge, requireHeard, toldNow } from '../check-hearing.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { bringBack, settling } from '../findings.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { notify } from '../notify.ts';
import { once } from '../once.ts';
import { bodyProblems, idempotencyHeader, idParam, json, jsonBody } from '../schemas.ts';
import { actions, backgroundCheck, KIND, notBegun, wire } from './background-check-body.ts';

/** Where nobody said in which zone they live. */
const SOMEWHERE = 'UTC';

type Move = Omit<StepMove, 'id' | 'by'>;
type Body<Action extends keyof typeof actions> = z.infer<(typeof actions)[Action]>;

/** What an action does: it moves the step, and says so by a notice; or only says something. */
interface Done {
  move?: Move;
  notice: string | null;
}

type Act<Action extends keyof typeof actions> = (
  tx: Tx,
  step: StepRow,
  body: Body<Action>,
  by: string,
) => Promise<Done>;

const WORDS: Record<keyof typeof actions, { summary: string; description: string }> = {
  record: {
    summary: 'Write down what people found; for a check that is nobody else’s',
    description:
      'For checks that people of yours do. Nobody is turned down by it: `consider` means that a person looks.',
  },
  remind: {
    summary: 'Send a fresh link to the form',
    description: 'For who lost the link, or let it run out.',
  },
  pre_adverse: {
    summary: 'Tell the candidate what was found, and wait',
    description:
      'The letter goes to the person in the chat, in your words. They have `hold_days` to answer, five unless you say more, and nothing can be decided before. An application that was moved back meanwhile comes to the check again.',
  },
  adverse: {
    summary: 'Decide not to go on, when the time to answer is over',
    description:
      'Only after the time to answer is over. The application is declined with it, and the person is told so.',
  },
  acknowledge: {
    summary: 'A person has read what the candidate wrote, up to a turn',
    description:
      'Nothing is decided on a finding while anything they wrote since the letter is unread. It closes the tickets of disputes up to there too.',
  },
  clear: {
    summary: 'What was found does not stand in the way',
    description: 'The application goes on. The reason is for the record.',
  },
  cancel: {
    summary: 'Call it off',
    description:
      'The provider is told too, and the link is over. The application stays where it is. What was found before is not settled by it: it is still cleared, or told and decided.',
  },
};

/** Each of them, in the order of the document. */
export function backgroundCheckActions(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  action('record', 'pipeline:write', async (_tx, step, { state: to, note }) => {
    if (step.provider !== BUILT_IN) {
      const why = `The provider ${step.provider} makes this check and tells how it goes; nothing was changed.`;
      throw new TingdaError('conflict', why);
    }
    const { from, ...move } = moving(KIND, to);
    const looked = from.filter((state) => state === 'pending' || state === 'suspended');
    return { move: { ...move, from: looked, reason: note }, notice: to === 'pending' ? null : to };
  });

  action('remind', 'pipeline:write', async (tx, step) => {
    if (step.state !== 'collecting') throw stale(step.state);
    const data = { consent_refused_at: null };
    await amendStep(tx, step.id, { data, dueAt: new Date(deps.now() + FORM_VALID_MS) });
    return { notice: 'ask_again' };
  });

  action('pre_adverse', 'pipeline:write', async (tx, step, { letter, hold_days }, by) => {
    const application = found(await findApplication(tx, step.application_id));
    const move = await settling(tx, step, application, moving(KIND, 'on_hold'));
    const reopens = move.from.includes('canceled');
    const other = reopens ? await openStepOf(tx, step.application_id, KIND) : null;
    if (other) throw notBegun({ refused: 'open', step: other });
    await bringBack(tx, application, by);
    const { time_zone, site_zone } = application;
    const zone = time_zone ?? site_zone ?? deps.config.defaultTimeZone ?? SOMEWHERE;
    const dueAt = new Date(holdUntil(deps.now(), hold_days, zone));
    const data = { letter, hold_days, ...(await toldNow(tx, step)) };
    return { move: { ...move, data, dueAt, reason: null }, notice: 'on_hold' };
  });

  action('acknowledge', 'pipeline:write', async (tx, step, { through_seq }, by) => {
    if (step.state !== 'on_hold') throw stale(step.state);
    await acknowledge(tx, step, through_seq, by);
    return { notice: null };
  });

  // To turn somebody down is to decide about them.
  action('adverse', 'decisions:write', async (tx, step, { reason, letter }, by) => {
    const { application_id: applicationId, conversation_id } = step;
    if (step.state !== 'on_hold') throw stale(step.state);
    await requireHeard(tx, step, deps.now());
    const application = found(await findApplication(tx, applicationId));
    const stage = await bringBack(tx, application, by);
    if (stage !== KIND) {
      throw new TingdaError(
        'stale',
        `The application is in the stage ${stage} by now; nothing was changed. Move it back to ${KIND} first.`,
      );
    }
    const decision = {
      applicationId,
      outcome: 'decline',
      reason,
      message: letter,
      nextStepBy: null,
      by,
    } as const;
    await recordDecision(tx, decision, conversation_id);
    // Put back to the interview meanwhile, it is ended where it is held.
    const ended = { kind: 'application_ended', application_id: applicationId, stage: 'declined' } as const;
    await deps.tell.system(tx, conversation_id, `ended ${step.id}`, ended);
    const move: Move = {
      ...moving(KIND, 'adverse'),
      data: { final_letter: letter },
      reason,
      stage: 'declined',
    };
    return { move, notice: 'adverse' };
  });

  action('clear', 'pipeline:write', async (tx, step, { reason }) => {
    const application = found(await findApplication(tx, step.application_id));
    // What nobody has found anything in is cleared by whoever makes the check.
    const seen = { ...moving(KIND, 'clear'), from: ['consider', 'on_hold'] as const };
    const move = await settling(tx, step, application, seen);
    return { move: { ...move, reason }, notice: 'clear' };
  });

  action('cancel', 'pipeline:write', async (_tx, step, { reason }) => ({
    // While the candidate is asked, the provider knows of nothing.
    move: {
      ...{ ...moving(KIND, 'canceled'), reason },
      ...(step.state === 'collecting' ? {} : { work: 'cancel' }),
    },
    notice: 'called_off',
  }));

  /** `POST /v1/background_checks/{id}/{name}`, once, with the step, its application and its conversation locked. */
  function action<Name extends keyof typeof actions>(name: Name, scope: Scope, act: Act<Name>): void {
    const route = createRoute({
      ...guard(scope),
      operationId: `${camel(name)}BackgroundCheck`,
      method: 'post',
      path: `/v1/background_checks/{id}/${name}`,
      summary: WORDS[name].summary,
      description: WORDS[name].description,
      request: {
        headers: idempotencyHeader,
        params: idParam('bgc'),
        body: jsonBody((actions[name] as z.ZodType).openapi(`BackgroundCheck${pascal(name)}`)),
      },
      responses: { 200: json('As it is now', backgroundCheck), ...bodyProblems(404) },
    });
    api.openapi(route, async (c) => {
      const stepId = c.req.valid('param').id;
      const body = c.req.valid('json') as Body<Name>;
      const { id: by } = c.get('principal');
      let told: string | null = null;
      const made = await once(c, deps, async (tx) => {
        const step = found(await lockStep(tx, stepId));
        const { move, notice } = await act(tx, step, body, by);
        const moved = move && found(await moveStep(tx, { ...move, id: stepId, by }));
        if (moved && 'state' in moved) throw stale(moved.state);
        if (move?.stage) await callOff(tx, step.application_id, by);
        if (notice !== null) {
          await notify(deps, tx, step, `${KIND}.${notice}`, step.id);
          told = step.conversation_id;
        }
        const now = found(await findStep(tx, stepId));
        return { body: wire(now), location: `/v1/background_checks/${stepId}` };
      });
      if (told !== null) deps.tell.wake(told);
      return c.json(made.body, 200, made.headers);
    });
  }
}

const pascal = (name: string) => name.replace(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
const camel = (name: string) => pascal(name).replace(/^\w/, (letter) => letter.toLowerCase());

function stale(now: string): TingdaError {
  return new TingdaError('stale', `This background check is ${now} by now; nothing was changed.`, {
    items: [{ path: 'state', message: `is ${now} by now` }],
  });
}
