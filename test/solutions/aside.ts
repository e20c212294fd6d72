import type { ImportReport, ReportItem } from '../../server/solution/report.ts';

/** Charts and dashboards are kept whole until they are drawn. */
function isKeptDrawing({ kind, name, status }: ReportItem): boolean {
  return status === 'kept' && (kind === 'visualization' || /(^|\/)(\w+)?Dashboards\//.test(name));
}

/** What an import did not use, but for charts and dashboards. */
export function leftAside(reports: readonly ImportReport[]): ReportItem[] {
  return reports.flatMap(({ items }) => items.filter((one) => one.status !== 'used' && !isKeptDrawing(one)));
}
