/** What each type of event tells beside its application: ids and states, made up. */
import { newId } from '../../ids.ts';
import type { Json } from '../../types.ts';

type Data = () => Record<string, Json>;

const step =
  (kind: string, prefix: 'bgc' | 'ctr' | 'onb', from: string, to: string): Data =>
  () => ({ [`${kind}_id`]: newId(prefix), from_state: from, to_state: to });
const check = (from: string, to: string) => step('background_check', 'bgc', from, to);
const contract = (from: string, to: string) => step('contract', 'ctr', from, to);
const onboarding = (from: string, to: string) => step('onboarding', 'onb', from, to);
const interview: Data = () => ({ interview_id: newId('int') });
const employment: Data = () => ({ employment_id: newId('emp') });

export const EVENTS: Record<string, Data> = {
  'candidate.created': () => ({ candidate_id: newId('cnd') }),
  'candidate.erased': () => ({ candidate_id: newId('cnd') }),
  'application.created': () => ({ candidate_id: newId('cnd'), opening_id: newId('opn') }),
  'interview.started': interview,
  'interview.completed': interview,
  'interview.amended': interview,
  'interview.handed_off': interview,
  'assessment.created': interview,
  'decision.recorded': () => ({ decision_id: newId('dec'), outcome: 'advance' }),
  'stage.changed': () => ({ from_stage: 'reviewing', to_stage: 'advanced' }),
  'background_check.clear': check('pending', 'clear'),
  'background_check.consider': check('pending', 'consider'),
  'contract.sent': contract('draft', 'sent'),
  'contract.signed': contract('sent', 'signed'),
  'onboarding.scheduled': onboarding('scheduled', 'scheduled'),
  'onboarding.completed': onboarding('checked_in', 'completed'),
  'employment.started': employment,
  'employment.ended': employment,
  'shift.claimed': () => ({ shift_id: newId('shf'), onboarding_id: newId('onb') }),
  'opt_out.recorded': () => ({ candidate_id: newId('cnd'), channel: 'twilio' }),
  'opt_in.recorded': () => ({ candidate_id: newId('cnd'), channel: 'twilio' }),
  'ticket.created': () => ({ ticket_id: newId('tkt'), candidate_id: newId('cnd'), kind: 'question' }),
};
