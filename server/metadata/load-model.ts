import { sql } from 'kysely';
import type { Currencies } from '../../src/shared/metadata/currency.ts';
import type { Depth } from '../../src/shared/security/privilege.ts';
import type { Db } from '../db/database.ts';
import { buildModel, type ModelIssue, type ModelRows } from './build-model.ts';
import { readMetaItems } from './meta-items.ts';
import type { Model, RoleModel } from './model.ts';

async function readRoles(db: Db): Promise<RoleModel[]> {
  const roles = await sql<{ id: string; name: string | null; template: string | null }>`
    select roleid as id, name, roletemplateid as template from data.role order by roleid`.execute(db);
  const granted = await sql<{ role_id: string; privilege: string; depth: number }>`
    select role_id, privilege, depth from haversack.role_privilege order by role_id, privilege collate "C"`.execute(
    db,
  );
  const byRole = new Map<string, Record<string, Depth>>();
  for (const row of granted.rows) {
    const privileges = byRole.get(row.role_id) ?? {};
    byRole.set(row.role_id, privileges);
    privileges[row.privilege] = Number(row.depth) as Depth;
  }
  return roles.rows.map((role) => ({
    id: role.id,
    name: role.name ?? '',
    ...(role.template === null ? {} : { templateId: role.template }),
    privileges: byRole.get(role.id) ?? {},
  }));
}

async function readAppRoles(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await sql<{ app: string; role: string }>`
    select appmoduleid as app, roleid as role from data.appmoduleroles order by appmoduleid, roleid`.execute(
    db,
  );
  const byApp = new Map<string, string[]>();
  for (const row of found.rows) byApp.set(row.app, [...(byApp.get(row.app) ?? []), row.role]);
  return byApp;
}

/** Symbols and precision of currencies: read from the row as a whole, since a solution may bring the table without them. */
async function readCurrencies(db: Db): Promise<Currencies> {
  const found = await sql<{
    id: string;
    name: string | null;
    symbol: string | null;
    precision: string | null;
  }>`
    select transactioncurrencyid as id, to_jsonb(c)->>'currencyname' as name,
      to_jsonb(c)->>'currencysymbol' as symbol, to_jsonb(c)->>'currencyprecision' as precision
    from data.transactioncurrency c order by transactioncurrencyid`.execute(db);
  const base = await sql<{ id: string | null }>`
    select basecurrencyid as id from data.organization order by createdon limit 1`.execute(db);
  const baseId = base.rows[0]?.id ?? undefined;
  return {
    all: found.rows.flatMap(({ id, name, symbol, precision }) =>
      symbol === null || symbol === ''
        ? []
        : [{ id, name: name ?? '', symbol, precision: precision === null ? 2 : Number(precision) }],
    ),
    ...(baseId === undefined ? {} : { baseId }),
  };
}

/** Reads the metadata, and what in it leads nowhere; for the importer's report. */
export async function loadModelWithIssues(
  db: Db,
): Promise<{ readonly model: Model; readonly issues: readonly ModelIssue[] }> {
  const items = await readMetaItems(db);
  const rows: ModelRows = {
    roles: await readRoles(db),
    appRoles: await readAppRoles(db),
    currencies:
      items.get('table', 'transactioncurrency') === undefined ? { all: [] } : await readCurrencies(db),
  };
  return buildModel(items, rows);
}

/** Reads all metadata of the organisation from the database; needs {@link ensureSystemTables} before. */
export async function loadModel(db: Db): Promise<Model> {
  return (await loadModelWithIssues(db)).model;
}
