/** The API with a worker that takes imports in when it is told to. */
import { createImportJob } from '../../src/api/imports/job.ts';
import { type Called, type Harness, startHarness } from '../api/harness.ts';

export interface Importing extends Harness {
  /** Sends a file; `query` is like `kind=candidates&source=ats`. */
  send(query: string, file: string | Uint8Array, headers?: Record<string, string>): Promise<Called>;
  /** Takes in what is due of an import. */
  work(id: string, over?: Partial<Parameters<typeof createImportJob>[0]>): Promise<void>;
  /** Sends a file, and takes it in; as it is then, with what is wrong with its rows. */
  taken(query: string, file: string | Uint8Array, headers?: Record<string, string>): Promise<Taken>;
}

export interface Taken {
  id: string;
  status: string;
  reason: string | null;
  rows: Record<'done' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed', number>;
  errors: { line: number; column: string | null; code: string; message: string }[];
  progress: number;
}

export async function startImporting(): Promise<Importing> {
  const api = await startHarness();
  const importing: Importing = {
    ...api,
    async send(query, file, headers = {}) {
      const type = query.includes('ndjson') ? 'application/x-ndjson' : 'text/csv';
      const asked = query.replace(/&?ndjson/, '');
      const response = await api.app.request(
        `/v1/imports?${asked}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${api.bootstrapKey}`, 'content-type': type, ...headers },
          body: typeof file === 'string' ? file : Buffer.from(file),
        },
        { incoming: { socket: { remoteAddress: '203.0.113.9' } } },
      );
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: JSON.parse(text), text };
    },
    async work(id, over = {}) {
      const { sql, media: store, log, eraseHash, config, now } = api.deps;
      const signal = new AbortController().signal;
      await createImportJob({ sql, store, log, eraseHash, config, now, crash() {}, signal, ...over })(id);
    },
    async taken(query, file, headers) {
      const sent = await importing.send(query, file, headers);
      if (sent.status !== 201) throw new Error(`${sent.status} ${sent.text}`);
      await importing.work(sent.body.id);
      const { body } = await api.call('GET', `/v1/imports/${sent.body.id}`);
      const { data } = (await api.call('GET', `/v1/imports/${sent.body.id}/errors?limit=100`)).body;
      return { ...(body as unknown as Taken), errors: data as unknown as Taken['errors'] };
    },
  };
  return importing;
}

/** What became of rows, where the rest is 0. */
export const rows = (given: Partial<Taken['rows']>): Taken['rows'] => ({
  done: Object.values(given).reduce((sum, n) => sum + n, 0),
  ...{ created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
  ...given,
});
