import { AppError } from '../../src/shared/base/app-error.ts';
import type { Labels, Table } from '../../src/shared/metadata/table.ts';
import { readZone, utcZone } from '../../src/shared/base/zone.ts';
import type { QueryContext } from '../../src/shared/query/ast.ts';
import type { ODataMetadata } from '../../src/shared/query/odata-navigation.ts';
import { reachOf } from '../../src/shared/security/predicate.ts';
import type { Principal } from '../../src/shared/security/privilege.ts';
import type { Model } from '../metadata/model.ts';
import type { QueryOptions } from '../query/run.ts';
import type { Services } from '../services.ts';
import type { Preferences } from './preferences.ts';

/** One request to the Web API: who asks, on which metadata, for what kind of answer. */
export interface ApiContext {
  readonly services: Services;
  readonly model: Model;
  readonly principal: Principal;
  readonly preferences: Preferences;
  /** Address of the service, with a slash at its end. */
  readonly root: string;
}

export function metadataOf(context: ApiContext): ODataMetadata {
  return {
    table: (name) => context.model.tables.get(name),
    relationshipsOf: (name) => context.model.relationshipsOf(name),
  };
}

/** The table of an entity set, or `no-table`; one that no role of the person reads is refused later, by predicate. */
export function tableOfSet(model: Model, set: string): Table<Labels> {
  const table = model.tablesBySet.get(set);
  if (table === undefined)
    throw new AppError('no-table', { set, message: `Resource not found for the segment '${set}'.` });
  return table;
}

/** What queries run with: the person's rights on every table they touch, day and language. */
export function queryOptions(context: ApiContext): QueryOptions {
  const { principal, model, services } = context;
  const queryContext: QueryContext = {
    now: services.clock.now(),
    userId: principal.userId,
    businessUnitId: principal.businessUnitId,
    teamIds: principal.teamIds,
    language: principal.language,
    timeZone: readZone(principal.timeZone) ?? utcZone,
    fiscalYearStart: principal.fiscalYearStart,
  };
  return {
    context: queryContext,
    // There are no column security profiles: secured columns are the administrators' alone.
    ...(principal.isAdministrator ? {} : { hidden: (column) => column.secured === true }),
    predicate(name) {
      const table = model.tables.get(name);
      return table === undefined ? 'none' : reachOf(principal, model, table, 'read');
    },
  };
}

/** Text of labels in the person's language. */
export function labelOf(context: ApiContext, labels: Labels | undefined): string {
  if (labels === undefined) return '';
  return labels[String(context.principal.language)] ?? labels['1033'] ?? Object.values(labels)[0] ?? '';
}
