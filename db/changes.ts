/** What a turn may change beside its conversation; `effects.ts` does it. Types only. */
import type { Stage } from '../src/types.ts';
import type { DeadlineKind } from './deadlines.ts';
import type { NewInvitation } from './invitations.ts';
import type { Linked } from './links.ts';
import type { StepMove } from './steps.ts';

/** Where the effects happen: the person, and the address that the message came from. */
export interface EffectScope {
  conversationId: string;
  candidateId: string;
  identityId: string | null;
  channel: string;
  language: string;
  /** What the candidate was shown when consent was asked: the name of that wording. */
  consentWording: string;
  /** How far the interview is after this turn: the one that begins it has asked its first question already. */
  progress?: { asked: number; total: number } | null;
}

export type Change =
  | { type: 'consent'; given: boolean }
  | { type: 'erase' }
  | { type: 'opt_out' }
  | { type: 'opt_in' }
  | { type: 'language'; language: string }
  | { type: 'phone'; phone: string }
  | { type: 'begin'; applicationId: string; interviewId: string; openingId: string; flowHash: string }
  | { type: 'interview'; interviewId: string; status: string }
  | { type: 'stage'; applicationId: string; from: Stage[]; to: Stage; reason: string }
  | {
      type: 'ticket';
      kind: string;
      interviewId: string | null;
      turn: number | null;
      questionId?: string;
      applicationId?: string;
      reasons?: string[];
    }
  | { type: 'deadline'; applicationId: string; kind: DeadlineKind; at: number }
  | { type: 'deadline_over'; applicationId: string; kind: DeadlineKind }
  | { type: 'page_link'; hash: string; subject: string; purpose: string; expiresAt: number }
  | { type: 'page_code'; link: string; hash: string; expiresAt: number }
  | ({ type: 'step'; by: string } & Omit<StepMove, 'by'>)
  | { type: 'late'; stepId: string; minutes: number | null }
  | { type: 'resign'; employmentId: string; lastDay: string }
  | { type: 'resign_withdrawn'; employmentId: string }
  | { type: 'pay_told'; statementIds: string[] }
  | { type: 'employment_over'; employmentId: string; endsOn: string }
  /** `turn` is the line that is said instead. */
  | { type: 'overtaken'; interviewId: string; turn: number }
  | { type: 'screened'; applicationId: string }
  | ({ type: 'invitation' } & Omit<NewInvitation, 'language' | 'unsaid'>)
  /** `turn` is the line that said it. */
  | { type: 'invited'; invitationId: string; unsaid: string | null; turn: number | null }
  | { type: 'claim'; invitationId: string }
  | { type: 'handed_off'; interviewId: string; by: string }
  | { type: 'link'; id: string; hash: string }
  | { type: 'linked'; linkId: string }
  | { type: 'disowned'; links: Linked[] }
  /** `hash` names it for ever. */
  | { type: 'prove'; conversationId: string; identity: string; channel: string; hash: string }
  | { type: 'rerouted'; seqs: number[] }
  | { type: 'code_tried'; hash: string; identityId: string | null }
  /** `turn` is the line that answered. */
  | { type: 'answered'; ticketId: string; by: string; turn: number | null }
  | { type: 'transcript'; turn: number; at: number; cut: number; put: string }
  | { type: 'amended'; interviewId: string; turn: number }
  | {
      type: 'reuse';
      interviewId: string;
      given: boolean;
      turn: number;
      answers: { questionId: string; interviewId: string; turn: number }[];
      /** The name of the wording in which it was asked. */
      wording: string;
    };
