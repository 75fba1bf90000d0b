/** The development personas with a model of a few lines: the targets hold, also when it does whatever it is told. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { casts } from '../../src/commands/simulation/cast.ts';
import { simulate } from '../../src/commands/simulation/run.ts';
import { metricsOf, passes } from '../../src/simulate/metrics.ts';
import { loadPersonas } from '../../src/simulate/persona.ts';

const own = fileURLToPath(new URL('./personas', import.meta.url));

it.each(['attentive', 'obedient'] as const)(
  'interviews hold with the %s model',
  { timeout: 120_000 },
  async (name) => {
    const { parts } = casts(await loadPersonas(own), undefined);
    const { played, facts, by, model } = await simulate(parts, 'telegram', name, () => {});
    const metrics = metricsOf(played, facts, by);
    expect(metrics['8']).toMatchObject({ pass: 'not measured', reason: 'it would measure the script' });
    expect(passes(metrics, played), JSON.stringify(metrics)).toBe(true);
    expect(model?.calls['understand ok']).toBeGreaterThan(10);
  },
);
