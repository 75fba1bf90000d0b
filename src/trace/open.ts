/** Opens the way to a collector, where one is named. */
import type { Log } from '../log.ts';
import { noTrace, type Post, type Trace } from './trace.ts';

/** @param endpoint where the collector takes OTLP over HTTP; undefined: nobody looks @param post by the one way out */
export async function openTrace(
  endpoint: string | undefined,
  post: Post,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Trace> {
  return endpoint === undefined ? noTrace : (await import('./collector.ts')).createTrace(endpoint, post, log);
}
