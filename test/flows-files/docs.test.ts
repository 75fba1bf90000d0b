import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseAndCheck } from '../../src/flows/load.ts';

it('the flow that docs/flows.md shows is complete and has nothing wrong', () => {
  const page = readFileSync(new URL('../../docs/flows.md', import.meta.url), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { pinned, warnings } = parseAndCheck(example, 'docs/flows.md');
  expect(pinned.flow.id).toBe('shelf-filler');
  expect(warnings).toEqual([]);
});
