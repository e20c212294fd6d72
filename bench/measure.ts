/** One line of the result: values in the unit named, all runs. */
export interface Measure {
  readonly what: string;
  readonly unit: 'ms' | 'kB' | '×';
  readonly values: readonly number[];
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

const round = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** Markdown, ready for RESULTS.md. */
export function printTable(measures: readonly Measure[]): string {
  const lines = measures.map(({ what, unit, values }) => {
    const spread =
      values.length > 1 ? ` [${round(Math.min(...values))} to ${round(Math.max(...values))}]` : '';
    return `| ${what} | ${round(median(values))}${spread} ${unit} |`;
  });
  return ['| what | median [least to most] |', '|---|---|', ...lines].join('\n');
}
