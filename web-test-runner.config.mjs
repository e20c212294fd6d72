import { esbuildPlugin } from '@web/dev-server-esbuild';
import { summaryReporter, defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './scripts/find-chromium.mjs';

/** All tests of a suite and those below it, with their names in full. */
function testsOf(suite, above = '') {
  const name = (one) => `${above} ${one.name}`.trim();
  return [
    ...suite.tests.map((test) => ({ ...test, fullName: name(test) })),
    ...suite.suites.flatMap((below) => testsOf(below, name(below))),
  ];
}

/** Leaves the counts where scripts/test.mjs sums them up. */
const countReporter = {
  onTestRunFinished({ sessions }) {
    const folder = process.env.HAVERSACK_TEST_RESULTS;
    if (!folder) return;
    const total = { passed: 0, failed: 0, skipped: [] };
    for (const session of sessions) {
      const tests = session.testResults ? testsOf(session.testResults) : [];
      const ran = tests.filter((test) => !test.skipped);
      const failed = ran.filter((test) => !test.passed).length;
      total.passed += ran.length - failed;
      // A file that broke before its first test counts as one failure.
      total.failed += failed === 0 && !session.passed ? 1 : failed;
      total.skipped.push(...tests.filter((test) => test.skipped).map((test) => test.fullName));
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
