import { AppError } from '../../src/shared/base/app-error.ts';
import type { SolutionModel } from './solution-model.ts';

/**
 * How many parts of a kind one solution may have: some ten times what the largest published ones do. What is read in a
 * thread of its own is put into the database by the server itself, and part by part.
 */
const limits = {
  tables: 5_000,
  columns: 100_000,
  choices: 20_000,
  relationships: 50_000,
  forms: 20_000,
  views: 50_000,
  charts: 20_000,
  dashboards: 5_000,
  'site maps': 2_000,
  apps: 2_000,
  roles: 2_000,
  'column security profiles': 5_000,
  'other components': 100_000,
  'lines of report': 500_000,
} as const;

type Kind = keyof typeof limits;

function countParts(model: SolutionModel): Readonly<Record<Kind, number>> {
  return {
    tables: model.tables.length,
    columns: model.tables.reduce((sum, one) => sum + one.table.columns.length, 0),
    choices: model.choices.length,
    relationships: model.relationships.length,
    forms: model.forms.length,
    views: model.views.length + model.storedViews.length,
    charts: model.charts.length,
    dashboards: model.dashboards.length,
    'site maps': model.siteMaps.length,
    apps: model.apps.length,
    roles: model.roles.length,
    'column security profiles': model.columnSecurity.length,
    'other components': model.kept.length,
    'lines of report': model.items.length,
  };
}

/** Refuses a solution of more parts than one can be of. */
export function requireSize(file: string, model: SolutionModel): void {
  const counts = countParts(model);
  for (const kind of Object.keys(limits) as Kind[])
    if (counts[kind] > limits[kind])
      throw new AppError('solution-too-large', {
        file,
        limit: limits[kind],
        message: `${file} brings ${counts[kind]} ${kind}; ${limits[kind]} is the limit.`,
      });
}
