/** `/v1/reviews`: the interviews that need a person's eye, the most uncertain first. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { listReviews, type ReviewRow } from '../../../db/reviews.ts';
import { reasonText } from '../../assessment/words.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { listing } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { pageAnswer, pageRequest } from '../pages.ts';
import { id, stored, timestamp } from '../schemas.ts';
import { needsPerson, recommendation } from './assessment-body.ts';

const review = z
  .object({
    interview_id: id('int'),
    application_id: id('app'),
    candidate_id: id('cnd'),
    opening_id: id('opn'),
    assessment_id: id('asm').openapi({ description: 'The version that is to be looked at' }),
    version: z.int(),
    by: z.enum(['model', 'rules']).openapi({ description: 'rules: nobody has scored' }),
    uncertainty: z.number().openapi({ description: '0 to 1', example: 0.62 }),
    recommendation,
    needs_person: needsPerson,
    since: timestamp,
  })
  .openapi('Review');

function wire(row: ReviewRow): z.infer<typeof review> {
  return {
    interview_id: row.interview_id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    opening_id: row.opening_id,
    assessment_id: row.assessment_id,
    version: row.version,
    by: row.made_by,
    uncertainty: row.uncertainty,
    recommendation: row.recommendation,
    needs_person: row.needs_person.map((one) => ({
      ...one,
      text: reasonText(one, one.criterion === undefined ? undefined : row.titles[one.criterion]),
    })),
    since: stored(row.since),
  };
}

export function reviewRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const list = createRoute({
    ...guard('interviews:read'),
    operationId: 'listReviews',
    ...listing(review, { opening_id: id('opn').optional() }),
    path: '/v1/reviews',
    summary: 'Assessments that need a person, the most uncertain first, until one has rated or decided',
    description:
      'What the software could not be sure of: thin evidence, a recording that may be misheard, something that must not count. It goes when a person has rated or decided.',
  });
  api.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const page = await listReviews(
      deps.sql,
      { openingId: query.opening_id },
      pageRequest(c, 'reviews', query),
    );
    return c.json(pageAnswer(c, 'reviews', page, wire), 200);
  });
}
