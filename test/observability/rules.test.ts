/** The dashboard and the alert rules: checked by Prometheus' own tool, and speaking of figures that there are. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Harness, startHarness } from '../api/harness.ts';

const RULES = 'docs/observability/alerts.yaml';
const dashboard = readFileSync('docs/observability/dashboard.json', 'utf8');
const page = readFileSync('docs/observability/README.md', 'utf8');

interface Rule {
  alert: string;
  expr: string;
  annotations: { runbook: string };
}
const rules = (parse(readFileSync(RULES, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

/** Why Prometheus' tool cannot be asked; null: it can. */
const withoutPromtool = (process.env.PATH ?? '')
  .split(delimiter)
  .some((one) => existsSync(join(one, 'promtool')))
  ? null
  : process.env.TINGDA_WITHOUT_PROMTOOL || 'prometheus is not installed (npm test installs it)';

describe.skipIf(withoutPromtool !== null)(`promtool${withoutPromtool ? `: ${withoutPromtool}` : ''}`, () => {
  const promtool = (args: string[]) => execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' });

  it('finds the rules right', () => {
    expect(promtool(['check', 'rules', RULES])).toContain(`${rules.length} rules found`);
  });

  it('lets each ring when it should, and not before', () => {
    const tests = 'test/observability/alerts.test.yaml';
    promtool(['test', 'rules', tests]);
    const tried = readFileSync(tests, 'utf8');
    for (const { alert } of rules) expect(tried, alert).toContain(`alertname: ${alert}\n`);
  });
});

describe('what they speak of', () => {
  let api: Harness;
  let figures: Set<string>;
  let text: string;
  beforeAll(async () => {
    api = await startHarness();
    text = (await api.call('GET', '/metrics')).text;
    expect(text).toContain('tingda_database_up 1');
    figures = new Set(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name!],
      ),
    );
  });
  afterAll(() => api.close());

  it.each([
    ['the dashboard', dashboard],
    ['the rules', rules.map(({ expr }) => expr).join('\n')],
    ['the page', page],
  ])('%s names figures that there are, and no other', (_what, said) => {
    const named = [...new Set(said.match(/\btingda_\w+/g))];
    expect(named.length).toBeGreaterThan(10);
    const known = (name: string) => figures.has(name) || figures.has(`${name}_bucket`);
    expect(named.filter((name) => !known(name))).toEqual([]);
  });

  it('the rules ask for labels that there are', () => {
    for (const { expr } of rules)
      for (const [label] of expr.matchAll(/what="\w+"/g)) expect(text, expr).toContain(`{${label}}`);
  });

  it('the page says of every alert what to do', () => {
    for (const { alert, annotations } of rules) {
      const anchor = annotations.runbook.split('#')[1]!;
      expect(page, alert).toContain(
        `### ${anchor.replaceAll('-', ' ')}`.replace(
          /^### (.)/,
          (_, one: string) => `### ${one.toUpperCase()}`,
        ),
      );
      expect(page).toContain(`\`${alert}\``);
    }
  });

  it('the dashboard can be read in: each panel has its place and a question', () => {
    const { panels } = JSON.parse(dashboard) as {
      panels: { id: number; description: string; gridPos: { x: number; w: number } }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { description, gridPos } of panels) {
      expect(description).toMatch(/\?$/);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
  });
});
