/** Counts of a run: how many tests passed and failed, and the full names of those that did not run. */
export const noTests = { passed: 0, failed: 0, skipped: [] };

/** Reads a result file: vitest's JSON report, or the one our web-test-runner reporter writes. */
export function countTests(report) {
  if (!('numPassedTests' in report)) return { ...noTests, ...report };
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  // A file that could not be loaded has no tests of its own: count it, or it would pass unseen.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => test.fullName),
  };
}

/**
 * Lines for the tests that did not run, by the reason in their names: `name (skipped: reason)`. A test without a reason was
 * switched off by hand, or its set-up failed; `unexplained` counts these, and they fail the run.
 */
export function skipLines(names) {
  const reasons = new Map();
  const lines = [];
  let unexplained = 0;
  for (const name of names) {
    const reason = /\(skipped: (.+?)\)/.exec(name)?.[1];
    if (reason === undefined) {
      unexplained += 1;
      lines.push(`✗ did not run, and does not say why: ${name}`);
    } else {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  for (const [reason, count] of reasons) lines.push(`${count} skipped: ${reason}`);
  return { lines, unexplained };
}
