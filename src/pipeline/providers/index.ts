/** Who else takes care of a step. A new provider is a file beside this one and a row here. */
import type { StepKind, StepSettings } from '../../types.ts';
import type { ProviderDeps, StepProvider } from '../provider.ts';

interface ProviderRow {
  name: string;
  kinds: readonly StepKind[];
  load(): Promise<{ create(kind: StepKind, settings: StepSettings, deps: ProviderDeps): StepProvider }>;
}

const registry: readonly ProviderRow[] = [
  {
    name: 'http',
    kinds: ['background_check', 'contract', 'onboarding'],
    load: () => import('./http.ts'),
  },
];

/** People do what there is to do, by the API and on our own pages: nobody else is asked. */
export const BUILT_IN = 'built_in';

/** Who may take care of a step of this kind, set up or not. */
export function providerNames(kind: StepKind): [string, ...string[]] {
  return [BUILT_IN, ...registry.filter(({ kinds }) => kinds.includes(kind)).map(({ name }) => name)];
}

/** Those of each kind that are on, by name. */
export type Providers = Record<StepKind, Map<string, StepProvider>>;

export async function openProviders(
  steps: Partial<Record<StepKind, StepSettings>>,
  deps: ProviderDeps,
): Promise<Providers> {
  const providers: Providers = { background_check: new Map(), contract: new Map(), onboarding: new Map() };
  for (const { name, kinds, load } of registry) {
    for (const kind of kinds) {
      const settings = steps[kind];
      if (settings) providers[kind].set(name, (await load()).create(kind, settings, deps));
    }
  }
  return providers;
}

/** The one that is taken where nobody names one. */
export function usualProvider(providers: Providers, kind: StepKind): string {
  return providers[kind].keys().next().value ?? BUILT_IN;
}
