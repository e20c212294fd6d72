import * as v from 'valibot';

/** What became of the rows of one table, or of its N:N links. */
export interface RowCounts {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

/** The outcome of an import, as the command line and the route give it. */
export interface DataReport {
  readonly name: string;
  readonly tables: Readonly<Record<string, RowCounts>>;
  readonly links: RowCounts;
  /** What was left out or taken otherwise than the package says, with how often. */
  readonly notes: Readonly<Record<string, number>>;
  /** Days by which dates were shifted, and the day that became today. */
  readonly shift?: { readonly days: number; readonly from: string };
  /** The failed rows as a data file, with the reason of each; absent when none failed. */
  readonly failed?: string;
}

export function newCounts(): RowCounts {
  return { created: 0, updated: 0, unchanged: 0, failed: 0 };
}

const kinds = ['created', 'updated', 'unchanged', 'failed'] as const;

function printCounts(counts: RowCounts): string {
  const parts = kinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function sum(report: DataReport): RowCounts {
  const total = newCounts();
  for (const one of [...Object.values(report.tables), report.links])
    for (const kind of kinds) total[kind] += one[kind];
  return total;
}

/** How many rows and links failed. */
export function failedCount(report: DataReport): number {
  return sum(report).failed;
}

/** The report for the command line; `failedFile` is where its failed rows were put. */
export function printDataReport(report: DataReport, failedFile?: string): string {
  const total = sum(report);
  const isUnchanged = total.created + total.updated + total.failed === 0;
  const lines = [`${report.name}: ${isUnchanged ? 'unchanged' : printCounts(total)}`];
  for (const [table, counts] of Object.entries(report.tables))
    lines.push(`  ${table}: ${printCounts(counts)}`);
  if (kinds.some((kind) => report.links[kind] > 0)) lines.push(`  N:N links: ${printCounts(report.links)}`);
  for (const [note, count] of Object.entries(report.notes))
    lines.push(`  ${note}${count > 1 ? ` (${count} rows)` : ''}`);
  if (report.shift !== undefined)
    lines.push(`  dates shifted by ${report.shift.days} days: ${report.shift.from} became today`);
  if (failedFile !== undefined) {
    const again = report.shift === undefined ? '' : ` --shift-dates ${report.shift.from}`;
    lines.push(`  failed rows, with reasons: ${failedFile}; mend it and import it again${again}`);
  }
  return lines.join('\n');
}

/** What an exported package holds. */
export const exportSummary = v.object({
  rows: v.record(v.string(), v.number()),
  links: v.number(),
  /** Columns that were left out, as `table.column`. */
  leftOut: v.pipe(v.array(v.string()), v.readonly()),
});
export type ExportSummary = v.InferOutput<typeof exportSummary>;

/** An exported package as the command line takes it: the archive in base64. */
export const exportAnswer = v.object({ archive: v.string(), summary: exportSummary });
export type ExportAnswer = v.InferOutput<typeof exportAnswer>;

/** The summary for the command line. */
export function printExport(summary: ExportSummary, path: string): string {
  const total = Object.values(summary.rows).reduce((all, count) => all + count, 0);
  const lines = [`${total} rows are in ${path}`];
  for (const [table, count] of Object.entries(summary.rows)) lines.push(`  ${table}: ${count}`);
  if (summary.links > 0) lines.push(`  N:N links: ${summary.links}`);
  if (summary.leftOut.length > 0)
    lines.push(`  files, images and parties are left out: ${summary.leftOut.join(', ')}`);
  return lines.join('\n');
}
