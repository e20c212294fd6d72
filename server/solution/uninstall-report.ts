/** What leaves with a solution, as a plan or as done. */
export interface UninstallReport {
  readonly solution: string;
  readonly version: string;
  readonly managed: boolean;
  /** False: a plan, nothing was changed. */
  readonly done: boolean;
  /** Tables that only this solution brought, with the rows in them. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Columns that leave tables which stay, with the rows that have a value there. */
  readonly columns: readonly { readonly table: string; readonly name: string; readonly rows: number }[];
  /** Lookups of rows that stay, which lead to rows that go and are emptied. */
  readonly lookups: readonly { readonly table: string; readonly column: string; readonly rows: number }[];
  /** Roles that leave, with the people who have them. */
  readonly roles: readonly { readonly name: string; readonly people: number }[];
  /** Forms, views and other parts that leave, by kind. */
  readonly parts: Readonly<Record<string, number>>;
}

const sum = (items: readonly { readonly rows: number }[]): number =>
  items.reduce((all, one) => all + one.rows, 0);

/** Rows, values and lookups that are gone afterwards. */
export function lostData(report: UninstallReport): number {
  return sum(report.tables) + sum(report.columns) + sum(report.lookups);
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

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
    ...(report.done
      ? []
      : [
          lostData(report) === 0
            ? 'No data is lost.'
            : `Data is lost: ${count(sum(report.tables), 'row', 'rows')} and ${count(sum(report.columns), 'value', 'values')}. There is no way back but a backup.`,
        ]),
  ].join('\n');
}
