import type { ComponentStatus, ImportReport, ReportItem } from '../../src/shared/metadata/solution-report.ts';

const outcomes = {
  installed: 'installed',
  upgraded: 'upgraded',
  updated: 'updated',
  unchanged: 'already installed, nothing to change',
} as const;

function countText(items: readonly ReportItem[]): string[] {
  const used = new Map<string, number>();
  for (const item of items) if (item.status === 'used') used.set(item.kind, (used.get(item.kind) ?? 0) + 1);
  return [...used].map(([kind, count]) => `  used            ${String(count).padStart(4)} × ${kind}`);
}

function groupText(items: readonly ReportItem[], status: ComponentStatus): string[] {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    if (item.status !== status) continue;
    const key = `${item.kind}: ${item.reason ?? ''}`;
    const names = groups.get(key);
    const name = item.title?.['1033'] ?? item.name;
    if (names === undefined) groups.set(key, [name]);
    else names.push(name);
  }
  return [...groups].map(([key, names]) => {
    const shown = names.slice(0, 6).join(', ');
    const rest = names.length > 6 ? ` and ${names.length - 6} more` : '';
    return `  ${status.padEnd(15)} ${String(names.length).padStart(4)} × ${key}\n                      ${shown}${rest}`;
  });
}

function summaryText(items: readonly ReportItem[]): string[] {
  return (['gap', 'not understood', 'kept'] as const).flatMap((status) => {
    const count = items.filter((item) => item.status === status).length;
    return count === 0 ? [] : [`  ${status.padEnd(15)} ${String(count).padStart(4)}   (--report names them)`];
  });
}

/**
 * The report as text for a terminal: what works in numbers, and everything else by name and reason if asked for `full`,
 * else in numbers too.
 */
export function printReport(report: ImportReport, full = true): string {
  const from = report.previousVersion === undefined ? '' : ` (was ${report.previousVersion})`;
  const lines = [
    `${report.solution} ${report.version}${report.managed ? ', managed' : ''}: ${outcomes[report.outcome]}${from}`,
    ...countText(report.items),
    ...(full
      ? (['gap', 'not understood', 'kept'] as const).flatMap((status) => groupText(report.items, status))
      : summaryText(report.items)),
    ...report.shares.map((sentence) => `  shared          ${sentence}`),
    ...report.adminOnlyApps.map((app) => {
      const who = report.customizerApps?.includes(app) ? 'administrators and customizers' : 'administrators';
      return `  Only ${who} can open the app ${app}. Let everybody in: haversack solution share ${report.solution} "Basic User"`;
    }),
  ];
  return lines.join('\n');
}
