import { lostData, type UninstallReport } from '../../src/shared/metadata/solution-report.ts';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function lossText(report: UninstallReport): string {
  const { rows, values, lookups } = lostData(report);
  const lost = [
    ...(rows > 0 ? [count(rows, 'row', 'rows')] : []),
    ...(values > 0 ? [count(values, 'value', 'values')] : []),
    ...(lookups > 0 ? [count(lookups, 'lookup', 'lookups')] : []),
  ];
  if (lost.length === 0) return 'No data is lost.';
  return `Data is lost: ${lost.join(', ')}. There is no way back but a backup.`;
}

/** The report as text for a terminal. */
export function printUninstall(report: UninstallReport): string {
  const line = (what: string, text: string): string => `  ${what.padEnd(10)}${text}`;
  const name = `${report.solution} ${report.version}`;
  return [
    report.done ? `${name} is uninstalled.` : `Uninstalling ${name} removes:`,
    ...report.tables.map(({ name: table, rows }) =>
      line('table', `${table} with ${count(rows, 'row', 'rows')}`),
    ),
    ...report.columns.map((one) =>
      line('column', `${one.table}.${one.name} with ${count(one.rows, 'value', 'values')}`),
    ),
    ...report.lookups.map((one) =>
      line(
        'lookup',
        `${one.table}.${one.column} is emptied in ${count(one.rows, 'row', 'rows')} that lead there`,
      ),
    ),
    ...report.roles.map((one) =>
      line('role', `${one.name}, which ${count(one.people, 'person has', 'people have')}`),
    ),
    ...Object.entries(report.parts).map(([kind, number]) => line('part', `${number} × ${kind}`)),
    ...(report.done ? [] : [lossText(report)]),
  ].join('\n');
}
