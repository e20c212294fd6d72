import type { ImportReport, ReportItem } from '../../src/shared/metadata/solution-report.ts';

/** Processes, rules and column mappings are read and do not run yet; their files are kept. */
function isForLater({ kind, name, reason, status }: ReportItem): boolean {
  if (status !== 'kept') return false;
  if (kind === 'file') return /(^|\/)(Workflows\/|Other\/EntityMaps\.xml$)/.test(name);
  return reason?.startsWith('read; runs in a later version') === true;
}

/** What an import did not use, but for processes, rules and column mappings. */
export function leftAside(reports: readonly ImportReport[]): ReportItem[] {
  return reports.flatMap(({ items }) => items.filter((one) => one.status !== 'used' && !isForLater(one)));
}
