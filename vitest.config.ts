import { defineConfig } from 'vitest/config';

const { TINGDA_NIGHTLY: nightly, TINGDA_WITHOUT_SERVICES: withoutServices } = process.env;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: nightly ? [] : ['test/**/*.nightly.test.ts'],
    globalSetup: withoutServices ? [] : ['test/support/global-setup.ts'],
    // Own processes: tests start, kill and outlive real servers, and the kernel ends those with the process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
