import type { ImportReport, ReportItem } from '../../src/shared/metadata/solution-report.ts';

/** Components that are rows, whose time is yet to come. */
const rows = new Set(['duplicate rule', 'e-mail template', 'mobile offline profile']);

/** Processes, rules and column mappings are read and do not run yet, commands do not stand in bars; their files are kept. */
function isForLater({ kind, name, reason, status }: ReportItem): boolean {
  if (status !== 'kept') return false;
  if (rows.has(kind)) return reason?.startsWith('is in the table of') === true;
  if (kind === 'command') return reason?.startsWith('is not shown yet') === true;
  if (kind === 'file') return /(^|\/)(Workflows\/|Other\/EntityMaps\.xml$)/.test(name);
  return reason?.startsWith('read; runs in a later version') === true;
}

/** What an import did not use, but for processes, rules, column mappings and components that are rows. */
export function leftAside(reports: readonly ImportReport[]): ReportItem[] {
  return reports.flatMap(({ items }) => items.filter((one) => one.status !== 'used' && !isForLater(one)));
}
