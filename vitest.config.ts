import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const { TINGDA_NIGHTLY: nightly } = process.env;

/** What starts, kills and outlives real servers and browsers, loads Wechaty or listens to what is printed has a process for each file. */
const ALONE = [
  'test/{browser,canaries,commands,contracts,fault,simulate}/**/*.test.ts',
  'test/conversation/wechat*.test.ts',
  'test/support/*.test.ts',
  // It reads all that its process has said, and had.
  'test/canaries/**/*.test.ts',
  // It measures the memory of its process.
  'test/speech/corpus.test.ts',
];
const exclude = nightly ? [] : ['test/**/*.nightly.test.ts'];

const each = {
  // Own processes: tests start, kill and outlive real servers, and the kernel ends those with the process.
  pool: 'forks',
  // Three for two cores: many wait for a lease, a clock or another process.
  maxWorkers: 3,
  // Most of those that run side by side have processes of their own.
  maxConcurrency: 2,
  // Bounds of what hangs, not of what is slow: speed is measured by `npm run bench`.
  testTimeout: 180_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

export default defineConfig({
  test: {
    ...each,
    globalSetup: ['test/support/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...each, name: 'alone', include: ALONE, exclude } },
      // The others share a process, file after file: each would load the same modules again.
      {
        test: {
          ...each,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, ...ALONE],
          isolate: false,
        },
      },
    ],
  },
});
