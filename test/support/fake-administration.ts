import type { Administration } from '../../src/data/administration.ts';
import type { AppError } from '../../src/shared/base/app-error.ts';
import type {
  ImportReport,
  SolutionDetails,
  UninstallReport,
} from '../../src/shared/metadata/solution-report.ts';
import type { TableSettings } from '../../src/shared/metadata/table-settings.ts';

export const fakeReport: ImportReport = {
  solution: 'Permits',
  version: '1.0.0.3',
  managed: false,
  outcome: 'installed',
  items: [
    { kind: 'table', name: 'pm_permit', status: 'used' },
    { kind: 'form', name: '11', title: { '1033': 'Permit', '1031': 'Genehmigung' }, status: 'used' },
    {
      kind: 'form',
      name: '12',
      title: { '1033': 'Inspection' },
      status: 'gap',
      reason: 'shows an absent column',
    },
    ...Array.from({ length: 30 }, (_, at) => ({
      kind: 'file',
      name: `web/file${at}.js`,
      status: 'kept' as const,
      reason: 'web resources are kept',
    })),
  ],
  adminOnlyApps: ['pm_permits'],
  shares: [],
};

export const fakePlan: UninstallReport = {
  solution: 'Permits',
  version: '1.0.0.3',
  managed: false,
  done: false,
  tables: [{ name: 'pm_permit', rows: 1200 }],
  columns: [{ table: 'account', name: 'pm_zone', rows: 1 }],
  lookups: [],
  roles: [{ name: 'Inspector', people: 2 }],
  parts: { form: 3 },
};

export const fakeTables: readonly TableSettings[] = [
  {
    name: 'account',
    label: 'Account',
    apps: ['Sales', 'Service'],
    use: 'editable',
    stated: 'editable',
    fixed: [],
  },
  {
    name: 'email',
    label: 'E-mail',
    apps: ['Sales'],
    use: 'hidden',
    stated: 'read-only',
    fixed: ['readOnly'],
  },
  {
    name: 'systemuser',
    label: 'User',
    apps: ['Sales'],
    use: 'read-only',
    stated: 'read-only',
    fixed: ['visible', 'readOnly'],
  },
];

/** A server with one solution; `calls` tells what it was asked to change. */
export class FakeAdministration implements Administration {
  readonly calls: string[] = [];
  /** Thrown by the next call of any method. */
  failure?: AppError;
  details: SolutionDetails = {
    name: 'Permits',
    title: 'Permit Management',
    version: '1.0.0.3',
    managed: false,
    publisher: 'contoso',
    reportedOn: '2026-11-20T08:00:00Z',
    report: fakeReport,
  };
  plan: UninstallReport = fakePlan;
  tableList: readonly TableSettings[] = fakeTables;

  solutions() {
    return this.#answer([this.details, { ...this.details, name: 'Sold', managed: true }]);
  }

  solution() {
    return this.#answer(this.details);
  }

  roles() {
    return this.#answer(['Basic User', 'Inspector']);
  }

  importSolution(_archive: Blob, fileName: string, share: readonly string[]) {
    return this.#answer(fakeReport, `import ${fileName} ${share.join()}`);
  }

  share(name: string, roles: readonly string[]) {
    this.details = {
      ...this.details,
      report: { ...fakeReport, adminOnlyApps: [], shares: ['Basic User opens pm_permits'] },
    };
    return this.#answer(this.details, `share ${name} ${roles.join()}`);
  }

  exportSolution(name: string) {
    return this.#answer({ fileName: `${name}.zip`, archive: new Blob(['zip']) }, `export ${name}`);
  }

  uninstallPlan() {
    return this.#answer(this.plan);
  }

  uninstall(name: string) {
    return this.#answer({ ...this.plan, done: true }, `uninstall ${name}`);
  }

  tables() {
    return this.#answer(this.tableList);
  }

  setMobileUse(table: string, use: TableSettings['use']) {
    const found = this.tableList.find((one) => one.name === table) ?? fakeTables[0];
    const changed = { ...found, use } as TableSettings;
    return this.#answer(changed, `use ${table} ${use}`);
  }

  #answer<T>(value: T, call?: string): Promise<T> {
    const { failure } = this;
    this.failure = undefined;
    if (failure) return Promise.reject(failure);
    if (call !== undefined) this.calls.push(call);
    return Promise.resolve(value);
  }
}
