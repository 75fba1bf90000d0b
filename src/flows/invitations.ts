/** What we begin: an invitation, by a person's wish or after a screening. */
import type { EngineEvent, Invitation } from './model.ts';
import type { Turn } from './turn.ts';

/**
 * One kind line, if the person may be written to; otherwise it is kept why not.
 * @returns why nothing was said; null when it was
 */
export function invite(turn: Turn, invitation: Invitation): string | null {
  const { state } = turn;
  const unsaid = invitation.unsaid ?? refusal(turn);
  turn.effects.push({ type: 'invited', invitationId: invitation.id, unsaid });
  if (unsaid !== null) return unsaid;
  const { code, link, minutes } = invitation;
  const title = invitation.title[state.language];
  turn.urgency = 'notice';
  turn.say('notice', 'invited', { title, minutes, code, link: link ?? '', linked: link ? 'yes' : 'no' });
  state.invited = code;
  return null;
}

function refusal({ state }: Turn): string | null {
  if (state.stopped) return 'opted_out';
  if (state.consent === 'refused') return 'consent_refused';
  return state.takenOver ? 'taken_over' : null;
}

/** Age and availability were looked at: who fits is invited, everybody else is left to a person. Nobody is declined. */
export function takeScreening(turn: Turn, { screening }: Extract<EngineEvent, { type: 'screened' }>): void {
  if (!screening) return;
  const { applicationId, reasons, invitation } = screening;
  turn.effects.push({ type: 'screened', applicationId });
  if (reasons.length > 0) {
    turn.effects.push({
      type: 'ticket',
      kind: 'screening',
      interviewId: null,
      turn: null,
      applicationId,
      reasons,
    });
    return;
  }
  const { id, code, interviewId, flowHash, channel } = invitation;
  turn.effects.push({ type: 'invitation', id, code, interviewId, flowHash, channel, applicationId });
  const unsaid = invite(turn, invitation);
  if (unsaid === null) return;
  // Nobody pressed a button who would see it: a person gives them the link.
  turn.effects.push({
    type: 'ticket',
    kind: 'untold',
    interviewId: null,
    turn: null,
    applicationId,
    reasons: [unsaid],
  });
}
