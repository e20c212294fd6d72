import { describe, expect, it } from 'vitest';
import type { SubArea } from '../../src/shared/metadata/app.ts';
import type { Dashboard } from '../../src/shared/metadata/dashboard.ts';
import { AppCatalog } from '../../src/state/app-catalog.ts';
import { fakeAppPackage } from '../support/fake-app-package.ts';

const board: Dashboard = {
  ...{ id: 'board', name: 'Board', description: '', kind: 'standard', isDefault: true },
  availableOnPhone: true,
  sections: [],
};
const entry = (more: Partial<SubArea> = {}): SubArea => ({
  ...{
    id: 'boards',
    title: 'Dashboards',
    target: { kind: 'dashboard', dashboardId: 'board' },
    privileges: [],
  },
  ...more,
});

describe('an entry of dashboards', () => {
  const catalog = new AppCatalog({ ...fakeAppPackage, dashboards: [board], privileges: {} });

  it('is offered where there is a dashboard for the person, and not where there is none', () => {
    expect(catalog.isOffered(entry())).toBe(true);
    expect(new AppCatalog(fakeAppPackage).isOffered(entry())).toBe(false);
  });

  it('asks for the privileges that it names, as every entry does', () => {
    expect(catalog.isOffered(entry({ privileges: [{ table: 'account', verbs: ['read'] }] }))).toBe(false);
  });

  it('leads to its dashboard, or to the first where that one is not for the person', () => {
    expect(catalog.dashboard('board')).toBe(board);
    expect(catalog.dashboard('of other roles')).toBeUndefined();
  });
});
