export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[];
}

export const noTests: Counts;

export function countTests(report: object): Counts;

export function skipLines(names: readonly string[]): {
  readonly lines: readonly string[];
  readonly unexplained: number;
};
