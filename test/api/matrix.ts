/**
 * Who may do what: one row for every route. `yes`: it is let in (and answered as the request deserves); `no`: 403. Whoever is
 * nobody is answered 401 everywhere. A route that has no row here, and a row of a route that is no more, fail the build; so
 * does a role or a scope that has no column.
 *
 * `reads: 'nobody'` is said here once more: a reading that leaves no row in the audit log is there on purpose.
 */
import type { Role } from '../../db/users.ts';
import type { Scope } from '../../src/auth/scopes.ts';

type Answer = 'yes' | 'no';

export interface Rule {
  /** The scope that a key needs. */
  scope: Scope;
  /** Those that it needs besides. */
  also?: readonly Scope[];
  roles: Record<Role, Answer>;
  /** A reading that is written down nowhere: it shows no word of anybody. */
  unrecorded?: true;
}

const rule = (scope: Scope, owner: Answer, recruiter: Answer, viewer: Answer): Rule => ({
  scope,
  roles: { owner, recruiter, viewer },
});
const quiet = (of: Rule): Rule => ({ ...of, unrecorded: true });
const along = (of: Rule, ...also: Scope[]): Rule => ({ ...of, also });

/** Owner, recruiter, viewer. */
const everybody = (scope: Scope) => rule(scope, 'yes', 'yes', 'yes');
const staff = (scope: Scope) => rule(scope, 'yes', 'yes', 'no');
const owners = (scope: Scope) => rule(scope, 'yes', 'no', 'no');
/** All of one person: what was said, scored, found and paid too. */
const wholePerson = along(everybody('candidates:read'), 'interviews:read', 'pipeline:read');

export const MATRIX: Record<string, Rule> = {
  'GET /v1/openings': quiet(everybody('openings:read')),
  'POST /v1/openings': staff('openings:write'),
  'GET /v1/openings/{id}': quiet(everybody('openings:read')),
  'PATCH /v1/openings/{id}': staff('openings:write'),
  'GET /v1/openings/{id}/shifts': quiet(everybody('openings:read')),
  'POST /v1/openings/{id}/shifts': staff('openings:write'),
  'GET /v1/openings/{id}/shifts/{shift_id}': quiet(everybody('openings:read')),
  'PATCH /v1/openings/{id}/shifts/{shift_id}': staff('openings:write'),
  'DELETE /v1/openings/{id}/shifts/{shift_id}': staff('openings:write'),
  'GET /v1/candidates': everybody('candidates:read'),
  'POST /v1/candidates': staff('candidates:write'),
  'GET /v1/candidates/{id}': everybody('candidates:read'),
  'PATCH /v1/candidates/{id}': staff('candidates:write'),
  'DELETE /v1/candidates/{id}': staff('candidates:write'),
  'GET /v1/candidates/{id}/export': wholePerson,
  'GET /v1/applications': everybody('candidates:read'),
  'POST /v1/applications': staff('candidates:write'),
  'GET /v1/applications/{id}': everybody('candidates:read'),
  'POST /v1/applications/{id}/stage_moves': staff('decisions:write'),
  'GET /v1/applications/{id}/timeline': everybody('candidates:read'),
  'POST /v1/applications/{id}/decision': staff('decisions:write'),
  'GET /v1/applications/{id}/decision': everybody('candidates:read'),
  'GET /v1/onboardings': everybody('pipeline:read'),
  'POST /v1/onboardings': staff('pipeline:write'),
  'GET /v1/onboardings/{id}': everybody('pipeline:read'),
  'POST /v1/onboardings/{id}/reschedule': staff('pipeline:write'),
  'POST /v1/onboardings/{id}/check_in': staff('pipeline:write'),
  'POST /v1/onboardings/{id}/no_show': staff('pipeline:write'),
  'POST /v1/onboardings/{id}/complete': staff('pipeline:write'),
  'POST /v1/onboardings/{id}/cancel': staff('pipeline:write'),
  'GET /v1/employments': everybody('pipeline:read'),
  'POST /v1/employments': staff('pipeline:write'),
  'GET /v1/employments/{id}': everybody('pipeline:read'),
  'POST /v1/employments/{id}/end': staff('pipeline:write'),
  'GET /v1/approvals': everybody('pipeline:read'),
  'POST /v1/approvals': staff('pipeline:write'),
  'GET /v1/approvals/{id}': everybody('pipeline:read'),
  'POST /v1/approvals/{id}/approve': staff('pipeline:write'),
  'POST /v1/approvals/{id}/reject': staff('pipeline:write'),
  'GET /v1/performance_records': everybody('pipeline:read'),
  'POST /v1/performance_records': staff('pipeline:write'),
  'GET /v1/performance_records/{id}': everybody('pipeline:read'),
  'GET /v1/pay_statements': everybody('pipeline:read'),
  'POST /v1/pay_statements': staff('pipeline:write'),
  'GET /v1/pay_statements/{id}': everybody('pipeline:read'),
  'GET /v1/contract_templates': quiet(everybody('pipeline:read')),
  'POST /v1/contract_templates': staff('pipeline:write'),
  'GET /v1/contract_templates/{id}': quiet(everybody('pipeline:read')),
  'PATCH /v1/contract_templates/{id}': staff('pipeline:write'),
  'GET /v1/contracts': everybody('pipeline:read'),
  'POST /v1/contracts': staff('pipeline:write'),
  'GET /v1/contracts/{id}': everybody('pipeline:read'),
  'GET /v1/contracts/{id}/document': everybody('pipeline:read'),
  'POST /v1/contracts/{id}/send': staff('pipeline:write'),
  'POST /v1/contracts/{id}/void': staff('pipeline:write'),
  'GET /v1/interviews': everybody('interviews:read'),
  'GET /v1/interviews/{id}': everybody('interviews:read'),
  'GET /v1/interviews/{id}/turns': everybody('interviews:read'),
  'GET /v1/interviews/{id}/assessments': everybody('interviews:read'),
  'POST /v1/interviews/{id}/assessments': staff('interviews:write'),
  'GET /v1/interviews/{id}/assessments/{assessment_id}': everybody('interviews:read'),
  'GET /v1/reviews': everybody('interviews:read'),
  'GET /v1/background_checks': everybody('pipeline:read'),
  'POST /v1/background_checks': staff('pipeline:write'),
  'GET /v1/background_checks/{id}': everybody('pipeline:read'),
  'POST /v1/background_checks/{id}/record': staff('pipeline:write'),
  'POST /v1/background_checks/{id}/remind': staff('pipeline:write'),
  'POST /v1/background_checks/{id}/pre_adverse': staff('pipeline:write'),
  'POST /v1/background_checks/{id}/adverse': staff('decisions:write'),
  'POST /v1/background_checks/{id}/clear': staff('pipeline:write'),
  'POST /v1/background_checks/{id}/cancel': staff('pipeline:write'),
  'POST /v1/interviews/{id}/takeover': staff('interviews:write'),
  'POST /v1/interviews/{id}/handback': staff('interviews:write'),
  'POST /v1/interviews/{id}/messages': staff('interviews:write'),
  'GET /v1/interviews/{id}/media/{media_id}': everybody('interviews:read'),
  'GET /v1/tickets': everybody('interviews:read'),
  'GET /v1/tickets/{id}': everybody('interviews:read'),
  'POST /v1/tickets/{id}/answer': staff('interviews:write'),
  'POST /v1/tickets/{id}/close': staff('interviews:write'),
  'GET /v1/invitations': everybody('interviews:read'),
  'POST /v1/invitations': staff('interviews:write'),
  'GET /v1/invitations/{id}': everybody('interviews:read'),
  'POST /v1/invitations/{id}/revoke': staff('interviews:write'),
  'GET /v1/events': quiet(everybody('candidates:read')),
  'GET /v1/events/stream': quiet(everybody('candidates:read')),
  'GET /v1/webhook_endpoints': quiet(owners('webhooks:write')),
  'POST /v1/webhook_endpoints': owners('webhooks:write'),
  'GET /v1/webhook_endpoints/{id}': quiet(owners('webhooks:write')),
  'PATCH /v1/webhook_endpoints/{id}': owners('webhooks:write'),
  'GET /v1/webhook_endpoints/{id}/deliveries': quiet(owners('webhooks:write')),
  'POST /v1/webhook_endpoints/{id}/ping': owners('webhooks:write'),
  'POST /v1/webhook_endpoints/{id}/rotate_secret': owners('webhooks:write'),
  'POST /v1/webhook_endpoints/{id}/replay': owners('webhooks:write'),
  'GET /v1/keys': quiet(owners('admin')),
  'POST /v1/keys': owners('admin'),
  'GET /v1/keys/{id}': quiet(owners('admin')),
  'POST /v1/keys/{id}/revoke': owners('admin'),
  'POST /v1/keys/{id}/rotate': owners('admin'),
  'GET /v1/users': owners('admin'),
  'POST /v1/users': owners('admin'),
  'GET /v1/users/{id}': owners('admin'),
  'PATCH /v1/users/{id}': owners('admin'),
  'POST /v1/users/{id}/invite': owners('admin'),
  'GET /v1/users/{id}/sessions': owners('admin'),
  'POST /v1/users/{id}/sessions/{session_id}/revoke': owners('admin'),
  'GET /v1/audit_log': owners('admin'),
  'GET /v1/background_checks/{id}/replies': everybody('interviews:read'),
  'POST /v1/background_checks/{id}/acknowledge': staff('pipeline:write'),
  'GET /v1/candidates/{id}/erasure': everybody('candidates:read'),
  'GET /v1/candidates/{id}/export/archive': wholePerson,
  'GET /v1/exports/candidates': everybody('candidates:read'),
  'GET /v1/exports/applications': everybody('candidates:read'),
  'GET /v1/exports/employments': everybody('pipeline:read'),
  'GET /v1/exports/performance_records': everybody('pipeline:read'),
  'GET /v1/exports/pay_statements': everybody('pipeline:read'),
  'GET /v1/imports': everybody('candidates:read'),
  'POST /v1/imports': staff('candidates:write'),
  'GET /v1/imports/{id}': everybody('candidates:read'),
  'GET /v1/imports/{id}/errors': everybody('candidates:read'),
  'POST /v1/imports/{id}/cancel': staff('candidates:write'),
  'GET /v1/legal_holds': owners('admin'),
  'POST /v1/legal_holds': owners('admin'),
  'GET /v1/legal_holds/{id}': owners('admin'),
  'POST /v1/legal_holds/{id}/release': owners('admin'),
  'GET /v1/retention': owners('admin'),
};

/**
 * The pages of HR. `in`: whoever is signed in; others are shown the door. `anybody`: it is the door. `link`: by a one-time
 * link, which says who somebody is; signed in or not makes no difference.
 */
export const PAGES: Record<string, 'in' | 'anybody' | 'link'> = {
  'GET /hr': 'in',
  'POST /hr': 'in',
  'GET /hr/security': 'in',
  'POST /hr/security': 'in',
  'GET /hr/login': 'anybody',
  'POST /hr/login': 'anybody',
  'GET /hr/join/{token}': 'link',
  'POST /hr/join/{token}': 'link',
  'GET /hr/enter/{token}': 'link',
  'POST /hr/enter/{token}': 'link',
};
