import { describe, expect, test } from 'vitest';
import { countTests, skipLines } from '../../scripts/test-counts.mjs';

const corpus = '(skipped: no corpus in /x; set CORPUS_DIR)';

describe('counts of a run', () => {
  test('take vitest’s report: files that broke fail, tests that did not run are named', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'failed', fullName: 'b' },
            { status: 'skipped', fullName: `c ${corpus}` },
            { status: 'todo', fullName: 'd' },
          ],
        },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed', fullName: 'e' }] },
      ],
    };

    expect(countTests(report)).toEqual({ passed: 2, failed: 2, skipped: [`c ${corpus}`, 'd'] });
  });

  test('take the browser runner’s own', () => {
    expect(countTests({ passed: 3, failed: 0, skipped: ['a'] })).toEqual({
      passed: 3,
      failed: 0,
      skipped: ['a'],
    });
  });
});

describe('tests that did not run', () => {
  test('are summed up by their reason', () => {
    expect(skipLines([`a ${corpus} one`, `a ${corpus} two`, 'b (skipped: no lamp)'])).toEqual({
      lines: ['2 skipped: no corpus in /x; set CORPUS_DIR', '1 skipped: no lamp'],
      unexplained: 0,
    });
  });

  test('fail the run where they give none', () => {
    expect(skipLines(['a', `b ${corpus}`])).toEqual({
      lines: ['✗ did not run, and does not say why: a', '1 skipped: no corpus in /x; set CORPUS_DIR'],
      unexplained: 1,
    });
  });

  test('are nothing to speak of where there are none', () => {
    expect(skipLines([])).toEqual({ lines: [], unexplained: 0 });
  });
});
