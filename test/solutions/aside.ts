import type { ImportReport, ReportItem } from '../../server/solution/report.ts';

/** What the readers understand whole, and nothing runs or draws yet. */
const waiting = new Set(['visualization', 'business process flow', 'business rule', 'column mapping']);
const waitingFiles = /(^|\/)(\w*Dashboards|Workflows)\/|(^|\/)EntityMaps\.xml$/;

function isWaiting({ kind, name, status }: ReportItem): boolean {
  return status === 'kept' && (waiting.has(kind) || waitingFiles.test(name));
}

/** What an import did not use, but for what no version uses yet: charts, dashboards, processes, rules, mappings. */
export function leftAside(reports: readonly ImportReport[]): ReportItem[] {
  return reports.flatMap(({ items }) => items.filter((one) => one.status !== 'used' && !isWaiting(one)));
}
