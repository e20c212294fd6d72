import { defineConfig } from 'vitest/config';

/** Node tests. `*.browser.test.ts` run in Chromium (web-test-runner.config.mjs), `test/e2e` through Playwright. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.browser.test.ts', 'test/e2e/**', 'node_modules/**'],
    globalSetup: ['test/support/postgres-global.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
