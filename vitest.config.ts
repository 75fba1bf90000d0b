import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.nightly.test.ts', 'test/browser/**'],
    globalSetup: ['test/support/global-setup.ts'],
    // Own processes: tests start, kill and outlive real servers, and the kernel ends those with the process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
