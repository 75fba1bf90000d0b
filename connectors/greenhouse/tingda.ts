/** What the connector asks of Tingda: its public REST API, by a key of its own. */

/** Refused, or not there. `status` is 0 when nobody answered. */
export class TingdaRefused extends Error {
  readonly status: number;
  /** The id of what is there already and stands in the way. */
  readonly known: string | undefined;

  constructor(status: number, detail: string, known?: string) {
    super(detail);
    this.status = status;
    this.known = known;
  }
}

export interface Opening {
  id: string;
  title: { zh: string; en: string };
  code: string;
}

export interface Interview {
  id: string;
  application_id: string;
  status: string;
  started_at: string | null;
  completed_at: string | null;
}

export interface Invitation {
  id: string;
  interview_id: string;
  application_id: string;
  link: string | null;
  state: 'queued' | 'sent' | 'not_sent';
  reason: string | null;
}

export interface Assessment {
  by: 'model' | 'person' | 'rules';
  criteria: { title: { en: string }; weight: number; score: number | null }[];
}

interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

const PATIENCE_MS = 10_000;

export type Tingda = ReturnType<typeof createTingda>;

export function createTingda(url: string, key: string) {
  async function call<Answer>(method: string, path: string, body?: object, once?: string): Promise<Answer> {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(once !== undefined && { 'idempotency-key': once }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((cause: Error) => {
      throw new TingdaRefused(0, `Tingda did not answer: ${cause.name}`);
    });
    const given = (await answer.json()) as Answer & { detail?: string; errors?: { id?: string }[] };
    if (!answer.ok) {
      const why = given.detail ?? 'Tingda refused without a reason';
      throw new TingdaRefused(answer.status, why, given.errors?.[0]?.id);
    }
    return given;
  }

  return {
    /** Every opening that candidates are interviewed for now. */
    async openings(): Promise<Opening[]> {
      const all: Opening[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const at = `/v1/openings?status=open&limit=100${cursor && `&cursor=${cursor}`}`;
        const page: Page<Opening> = await call('GET', at);
        all.push(...page.data);
        cursor = page.next_cursor;
      }
      return all;
    },
    /** The id of a new candidate, or of the one who is here by this name. */
    async createCandidate(
      candidate: { name: string; phone?: string; source: string; remote_id: string },
      once: string,
    ): Promise<string> {
      try {
        return (await call<{ id: string }>('POST', '/v1/candidates', candidate, once)).id;
      } catch (error) {
        if (error instanceof TingdaRefused && error.known !== undefined) return error.known;
        throw error;
      }
    },
    invite: (invitation: { opening_id: string; candidate_id: string }, once: string) =>
      call<Invitation>('POST', '/v1/invitations', invitation, once),
    invitation: (id: string) => call<Invitation>('GET', `/v1/invitations/${encodeURIComponent(id)}`),
    interview: (id: string) => call<Interview>('GET', `/v1/interviews/${encodeURIComponent(id)}`),
    /** The newest; null before there is one. */
    async assessment(interviewId: string): Promise<Assessment | null> {
      const at = `/v1/interviews/${encodeURIComponent(interviewId)}/assessments?limit=1`;
      return (await call<Page<Assessment>>('GET', at)).data[0] ?? null;
    },
  };
}
