import { bin, ensureInstalled, requireNode, run } from './tools.mjs';

/** `npm run check`: format, lint, types. Runs all of them, then fails if one did. */
requireNode();
await ensureInstalled();

const steps = [
  ['prettier', ['--check', '--log-level', 'warn', '.']],
  ['eslint', ['.', '--max-warnings', '0']],
  ...['shared', 'device', 'app', 'server', 'test'].map((part) => ['tsc', ['-p', `tsconfig.${part}.json`]]),
];

let failed = 0;
for (const [name, args] of steps) {
  const code = await run(bin(name), args);
  if (code !== 0) {
    process.stderr.write(`✗ ${name} ${args.join(' ')}\n`);
    failed += 1;
  }
}
process.stdout.write(failed === 0 ? 'check: ok\n' : `check: ${failed} of ${steps.length} steps failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
