/**
 * What a model may look up: each tool is one GET of the REST API, with that route's scope. A new tool is one row here; a
 * test compares the scopes with the routes' own.
 */
import { z } from 'zod';
import type { Scope } from '../auth/scopes.ts';

type Given = Record<string, string | number | boolean | undefined>;

export interface Tool {
  name: string;
  title: string;
  description: string;
  scope: Scope;
  /** The route, as the OpenAPI document names it: what is in braces is taken from the arguments, the rest is the query. */
  path: string;
  input: z.ZodRawShape;
  /** Fields of a row that a model has no need of. */
  without?: readonly string[];
}

const limit = z.int().min(1).max(100).default(25).describe('Rows of one page');
const paging = { limit, cursor: z.string().max(200).optional().describe('next_cursor of the page before') };
const id = (of: string) => z.string().max(64).describe(`The id of ${of}`);

export const TOOLS: readonly Tool[] = [
  {
    name: 'list_openings',
    title: 'Openings',
    description: 'The jobs, newest first: title, status, place, pay, requirements.',
    scope: 'openings:read',
    path: '/v1/openings',
    input: {
      ...paging,
      status: z.enum(['draft', 'open', 'paused', 'filled', 'closed']).optional(),
      q: z.string().max(100).optional().describe('A piece of the title, the code or the place'),
    },
  },
  {
    name: 'find_candidates',
    title: 'Candidates',
    description:
      'People, newest first, without their numbers and addresses. For where somebody stands: find_applications.',
    scope: 'candidates:read',
    path: '/v1/candidates',
    input: {
      ...paging,
      stage: z.string().max(40).optional().describe('Of one of their applications, like reviewing'),
      opening_id: id('an opening they applied for').optional(),
      role: z.string().max(40).optional(),
      source: z.string().max(100).optional(),
      accepts_night: z.boolean().optional(),
      q: z.string().max(100).optional().describe('Words in a name or a skill'),
    },
    // Nothing to call, visit or recognise somebody by outside of here.
    without: ['phone', 'identities', 'location', 'id_number', 'legal_name', 'birth_date'],
  },
  {
    name: 'find_applications',
    title: 'Applications',
    description: 'Who applied for what, and where they stand: stage, recommendation, decision, next step.',
    scope: 'candidates:read',
    path: '/v1/applications',
    input: {
      ...paging,
      opening_id: id('an opening').optional(),
      candidate_id: id('a candidate').optional(),
      stage: z.string().max(40).optional(),
      source: z.string().max(100).optional(),
    },
  },
  {
    name: 'get_application',
    title: 'An application',
    description: 'Where one application stands, and what comes next.',
    scope: 'candidates:read',
    path: '/v1/applications/{id}',
    input: { id: id('the application') },
  },
  {
    name: 'application_timeline',
    title: 'The timeline of an application',
    description:
      'All that happened with one application, first to last; what was said only for a key that may read interviews, why a step was moved only for one that may read the pipeline.',
    scope: 'candidates:read',
    path: '/v1/applications/{id}/timeline',
    input: { id: id('the application'), ...paging },
  },
  {
    name: 'interview_transcript',
    title: 'The transcript of an interview',
    description: 'Every message of one interview, in order; the number of each is what evidence points at.',
    scope: 'interviews:read',
    path: '/v1/interviews/{id}/turns',
    input: { id: id('the interview'), ...paging },
  },
  {
    name: 'interview_assessments',
    title: 'The assessments of an interview',
    description:
      'Versions, newest first: scores by criterion with the quotes they rest on, and why a person is needed.',
    scope: 'interviews:read',
    path: '/v1/interviews/{id}/assessments',
    input: { id: id('the interview'), ...paging },
  },
  {
    name: 'reviews_waiting',
    title: 'Reviews that wait for a person',
    description: 'Interviews that a person has to look at, the most uncertain first.',
    scope: 'interviews:read',
    path: '/v1/reviews',
    input: { ...paging, opening_id: id('an opening').optional() },
  },
  {
    name: 'search_events',
    title: 'Events',
    description: 'What happened, in order: ids and states, nobody’s words. Goes on after an event by its id.',
    scope: 'candidates:read',
    path: '/v1/events',
    input: {
      limit,
      after: z.string().max(64).optional().describe('The id of the last event seen'),
      type: z.string().max(81).optional().describe('Like interview.completed'),
      application_id: id('an application').optional(),
    },
  },
];

/** Where a tool's answer stands. What is in braces can only ever be one piece of the path. */
export function addressOf({ path }: Tool, given: Given): string {
  const search = new URLSearchParams();
  let address = path;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const inPath = `{${name}}`;
    if (address.includes(inPath)) address = address.replace(inPath, encodeURIComponent(String(value)));
    else search.set(name, String(value));
  }
  return search.size > 0 ? `${address}?${search}` : address;
}
