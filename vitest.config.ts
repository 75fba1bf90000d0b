import { defineConfig } from 'vitest/config';

const { TINGDA_NIGHTLY: nightly } = process.env;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: nightly ? [] : ['test/**/*.nightly.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Own processes: tests start, kill and outlive real servers, and the kernel ends those with the process.
    pool: 'forks',
    maxWorkers: 2,
    // Most of those that run side by side have processes of their own.
    maxConcurrency: 3,
    // Bounds of what hangs, not of what is slow: speed is measured by `npm run bench`.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
