import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { countTests, noTests, skipLines } from './test-counts.mjs';
import { bin, ensureBuilt, ensureInstalled, requireNode, root, run } from './tools.mjs';

/**
 * `npm test`: node, browser and end-to-end tests one after another (two browsers at once are too much for two cores),
 * then what was skipped and one line with the sum. Fails if a test fails or is skipped without a reason, or if a runner
 * breaks or runs nothing.
 * Arguments pick runners: `npm test -- node browser e2e`.
 */
requireNode();
await ensureInstalled();
const chosen = process.argv.slice(2);
const wants = (name) => chosen.length === 0 || chosen.includes(name);
const chromium = wants('browser') || wants('e2e') ? await ensureChromium() : '';
const env = { ...process.env, CHROME_PATH: chromium };
const results = join(root, 'node_modules', '.cache', 'haversack-tests');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const runners = [
  {
    name: 'node',
    command: [
      bin('vitest'),
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'node.json')}`],
    ],
  },
  { name: 'browser', command: [bin('wtr'), ['--config', 'web-test-runner.config.mjs']] },
  {
    name: 'e2e',
    build: true,
    command: [
      bin('vitest'),
      [
        'run',
        '--config',
        'vitest.e2e.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${join(results, 'e2e.json')}`,
      ],
    ],
  },
];

/** What a runner left in its result file; nothing where it left none. */
function resultsOf(name) {
  const file = join(results, `${name}.json`);
  return existsSync(file) ? countTests(JSON.parse(readFileSync(file, 'utf8'))) : noTests;
}

let passed = 0;
let failed = 0;
const skipped = [];
for (const runner of runners.filter((one) => wants(one.name))) {
  process.stdout.write(`\n── ${runner.name} tests ──\n`);
  if (runner.build) await ensureBuilt();
  const code = await run(...runner.command, { env: { ...env, HAVERSACK_TEST_RESULTS: results } });
  const counts = resultsOf(runner.name);
  const broken = (code !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0;
  if (broken) process.stderr.write(`✗ the ${runner.name} runner broke or ran no test (exit code ${code})\n`);
  passed += counts.passed;
  failed += counts.failed + (broken ? 1 : 0);
  skipped.push(...counts.skipped);
}

const { lines, unexplained } = skipLines(skipped);
failed += unexplained;
process.stdout.write(`\n${lines.map((line) => `${line}\n`).join('')}${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
