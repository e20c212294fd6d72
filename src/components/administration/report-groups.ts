import { fold } from '../../shared/base/fold.ts';
import {
  componentStatuses,
  type ComponentStatus,
  type ReportItem,
} from '../../shared/metadata/solution-report.ts';

/** Components of one kind that have the same status for the same reason. */
export interface ReportGroup {
  readonly kind: string;
  readonly reason?: string;
  readonly names: readonly string[];
}

export interface ReportPart {
  readonly status: ComponentStatus;
  readonly count: number;
  readonly groups: readonly ReportGroup[];
}

/** What people call a component: its title in their language, else in English, else in any, else its name. */
export function titleOf(item: ReportItem, language: number): string {
  const titles = item.title ?? {};
  return titles[String(language)] ?? titles['1033'] ?? Object.values(titles)[0] ?? item.name;
}

/**
 * The report in the order in which it is read: gaps first, what works last; within it a group for each kind and reason,
 * in the order of the file, names sorted. `find` keeps components whose kind, name, title or reason has that text.
 */
export function groupReport(items: readonly ReportItem[], language: number, find = ''): ReportPart[] {
  const sought = fold(find.trim());
  const order: readonly ComponentStatus[] = ['gap', 'not understood', 'kept', 'used'];
  const byStatus = new Map(componentStatuses.map((status) => [status, new Map<string, ReportItem[]>()]));
  for (const item of items) {
    const texts = [item.kind, item.name, titleOf(item, language), item.reason ?? ''];
    if (sought !== '' && !texts.some((text) => fold(text).includes(sought))) continue;
    const groups = byStatus.get(item.status);
    const key = JSON.stringify([item.kind, item.reason]);
    const group = groups?.get(key);
    if (group === undefined) groups?.set(key, [item]);
    else group.push(item);
  }
  const collator = new Intl.Collator();
  return order.flatMap((status) => {
    const groups = [...(byStatus.get(status)?.values() ?? [])].map((group): ReportGroup => ({
      kind: group[0]?.kind ?? '',
      ...(group[0]?.reason === undefined ? {} : { reason: group[0].reason }),
      names: group.map((item) => titleOf(item, language)).sort((a, b) => collator.compare(a, b)),
    }));
    const count = groups.reduce((sum, group) => sum + group.names.length, 0);
    return count === 0 ? [] : [{ status, count, groups }];
  });
}
