/** The document without a server: nothing is asked, opened or started for it. `docs/openapi.json` is made by this. */
import { createApp } from './app.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiDocument } from './document.ts';

/** What routes take hold of while they are made; all else they look at when a request comes. */
const nothing = {
  channels: new Map(),
  config: {},
  providers: {},
  visitors: {},
  live: { subscribe: () => () => {} },
  stopping: new AbortController().signal,
};

export async function describeApi(): Promise<ApiDocument> {
  const app = createApp(nothing as unknown as ApiDeps);
  return (await app.request('/openapi.json')).json() as Promise<ApiDocument>;
}
