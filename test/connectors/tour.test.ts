import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeTour } from '../../connectors/tour/tour.ts';
import { KEY, startTestNode, type TestNode } from '../conversation/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ ALLOW_PRIVATE_NETWORKS: '127.0.0.1/32', BURST_WAIT_MS: '0' });
});
afterAll(() => node.stop());

it('an integrator’s first afternoon goes as the sandbox page says', async () => {
  const lines: string[] = [];
  await takeTour({ url: node.url!, key: KEY, say: (line) => lines.push(line) });
  expect(lines.filter((line) => /^\d\./.test(line))).toHaveLength(9);
  expect(lines.join('\n')).toMatch(/1 created, 1 failed \(line 3, phone: /);
});
