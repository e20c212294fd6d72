import { esbuildPlugin } from '@web/dev-server-esbuild';
import { summaryReporter, defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './scripts/find-chromium.mjs';

function countTests(suite) {
  const own = suite.tests.filter((test) => !test.skipped);
  const below = suite.suites.map(countTests);
  return {
    passed: own.filter((test) => test.passed).length + below.reduce((sum, one) => sum + one.passed, 0),
    failed: own.filter((test) => !test.passed).length + below.reduce((sum, one) => sum + one.failed, 0),
  };
}

/** Leaves the counts where scripts/test.mjs sums them up. */
const countReporter = {
  onTestRunFinished({ sessions }) {
    const folder = process.env.HAVERSACK_TEST_RESULTS;
    if (!folder) return;
    const total = { passed: 0, failed: 0 };
    for (const session of sessions) {
      const counts = session.testResults ? countTests(session.testResults) : { passed: 0, failed: 0 };
      // A file that broke before its first test counts as one failure.
      const broken = !session.passed && counts.failed === 0 ? 1 : 0;
      total.passed += counts.passed;
      total.failed += counts.failed + broken;
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'browser.json'), JSON.stringify(total));
  },
};

/** Browser tests: real Chromium, real IndexedDB. One page at a time: two cores. */
export default {
  files: ['test/**/*.browser.test.ts'],
  nodeResolve: true,
  concurrency: 1,
  testFramework: { config: { timeout: 30_000 } },
  testsFinishTimeout: 300_000,
  reporters: process.env.CI
    ? [summaryReporter(), defaultReporter(), countReporter]
    : [defaultReporter(), countReporter],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.base.json', import.meta.url)),
    }),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: findChromium(),
        args: [
          '--no-sandbox',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
};
