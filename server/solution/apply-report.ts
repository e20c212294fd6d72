import type { Labels } from '../../src/shared/metadata/table.ts';
import type { ModelIssue } from '../metadata/build-model.ts';
import type { Model } from '../metadata/model.ts';
import { systemAdministrator, systemCustomizer } from '../metadata/system-roles.ts';
import type { MergedTables } from './merge-tables.ts';
import type { ImportReport, ReportItem } from '../../src/shared/metadata/solution-report.ts';
import type { RelationshipSource, SolutionModel } from './solution-model.ts';

/** What the solution says it needs and does not find. */
export function dependencyItems(model: SolutionModel, tables: Model['tables']): ReportItem[] {
  const seen = new Set<string>();
  return model.manifest.missing.flatMap((one): ReportItem[] => {
    if (one.type === 1 && tables.has(one.name.toLowerCase())) return [];
    const key = `${one.name} ${one.solution}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        kind: 'dependency',
        name: one.name,
        status: 'gap',
        reason: `part of ${one.solution}, which is not installed`,
      },
    ];
  });
}

/** Parts of the solution that lead nowhere in the organisation as it is now. */
export function issueItems(model: SolutionModel, issues: readonly ModelIssue[]): ReportItem[] {
  const keys = new Set<string>([
    ...model.forms.map((one) => `form ${one.form.id}`),
    ...model.views.map((one) => `view ${one.view.id}`),
    ...model.charts.map((one) => `chart ${one.chart.id}`),
    ...model.dashboards.map((one) => `dashboard ${one.dashboard.id}`),
    ...model.relationships.map((one) => `relationship ${one.schemaName}`),
    ...model.tables.map((one) => `column ${one.table.logicalName}`),
    ...model.apps.flatMap((one) => [`app ${one.uniqueName}`, `site map ${one.uniqueName}`]),
  ]);
  return issues
    .filter((issue) => keys.has(`${issue.kind} ${issue.key}`))
    .map(({ kind, name, reason }) => ({ kind, name, status: 'gap', reason }));
}

/** The relationship to the owner stands in the owner column itself. */
function isOwnership(one: RelationshipSource): boolean {
  return one.kind === 'one-to-many' && one.referenced === 'owner';
}

/** Parts that work at least in part. */
export function usedItems(
  model: SolutionModel,
  issues: readonly ModelIssue[],
  merged: MergedTables,
): ReportItem[] {
  const stated = new Set(merged.relationships.map((one) => one.schemaName));
  const broken = new Set(
    issues.filter((issue) => issue.isFatal).map((issue) => `${issue.kind} ${issue.key}`),
  );
  const used = (kind: string, name: string, title?: Labels): ReportItem => ({
    kind,
    name,
    ...(title === undefined ? {} : { title: { ...title } }),
    status: 'used',
  });
  return [
    ...model.choices.map((one) => used('choice', one.name)),
    ...model.relationships
      .filter((one) => !broken.has(`relationship ${one.schemaName}`))
      .filter((one) => stated.has(one.schemaName) || isOwnership(one))
      .map((one) => used('relationship', one.schemaName)),
    ...model.forms
      .filter((one) => one.active && !broken.has(`form ${one.form.id}`))
      .map((one) => used('form', one.form.id, one.form.name)),
    ...model.forms
      .filter((one) => !one.active)
      .map((one): ReportItem => ({
        kind: 'form',
        name: one.form.id,
        title: { ...one.form.name },
        status: 'kept',
        reason: 'it is inactive',
      })),
    ...model.views
      .filter((one) => !broken.has(`view ${one.view.id}`))
      .map((one) => used('view', one.view.id, one.view.name)),
    ...model.charts
      .filter((one) => !broken.has(`chart ${one.chart.id}`))
      .map((one) => used('chart', one.chart.id, one.chart.name)),
    ...model.dashboards.map((one) => used('dashboard', one.dashboard.id, one.dashboard.name)),
    ...model.siteMaps.map((one) => used('site map', one.uniqueName)),
    ...model.apps.map((one) => used('app', one.uniqueName, one.name)),
    ...model.roles.map((one) => used('role', one.name)),
  ];
}

/** Apps of the solution that no role opens but administrators' and customizers', and which of them the latter do. */
export function narrowApps(
  model: Pick<SolutionModel, 'apps'>,
  organization: Model,
): Required<Pick<ImportReport, 'adminOnlyApps' | 'customizerApps'>> {
  const isOf = (template: string) => (id: string) =>
    (organization.roles.get(id)?.templateId ?? id) === template;
  const isAdministrator = isOf(systemAdministrator);
  const isCustomizer = isOf(systemCustomizer);
  const names = new Set(model.apps.map((one) => one.uniqueName));
  const narrow = organization.apps.filter(
    (app) => names.has(app.uniqueName) && app.roleIds.every((id) => isAdministrator(id) || isCustomizer(id)),
  );
  return {
    adminOnlyApps: narrow.map((app) => app.uniqueName),
    customizerApps: narrow.filter((app) => app.roleIds.some(isCustomizer)).map((app) => app.uniqueName),
  };
}
