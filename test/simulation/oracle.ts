import { sql } from 'kysely';
import type { RowRef } from '../../src/shared/metadata/row.ts';
import type { MadeEdit, SimDevice } from './sim-device.ts';
import { simTables } from './sim-server.ts';
import type { SimServer } from './sim-server.ts';

const same = (one: RowRef, other: RowRef): boolean => one.table === other.table && one.id === other.id;

/** The later edit writes or needs what the earlier one writes: their order is a promise in every case (I5). */
function meets(earlier: MadeEdit, later: MadeEdit): boolean {
  return earlier.writes.some((ref) => [...later.writes, ...later.needs].some((other) => same(ref, other)));
}

/** Every edit exactly once and in order, told by the ledger alone. */
async function judgeEdits(server: SimServer, devices: readonly SimDevice[]): Promise<string[]> {
  const found: string[] = [];
  const places = new Map<string, number[]>();
  (await server.ledger()).forEach(({ mark }, place) =>
    places.set(mark, [...(places.get(mark) ?? []), place]),
  );
  for (const device of devices) {
    for (const edit of device.edits) {
      const times = places.get(edit.mark)?.length ?? 0;
      const isDelete = edit.mark.startsWith('delete');
      if (times > 1) found.push(`${device.name}: "${edit.mark}" was applied ${times} times`);
      if (times === 0 && !edit.discarded && !isDelete) found.push(`${device.name}: "${edit.mark}" was lost`);
      if (times > 0 && edit.discarded && !isDelete)
        found.push(`${device.name}: "${edit.mark}" was refused and yet applied`);
    }
    found.push(...judgeOrder(device, places));
  }
  return found;
}

function judgeOrder(device: SimDevice, places: ReadonlyMap<string, readonly number[]>): string[] {
  const found: string[] = [];
  const applied = device.edits.filter((edit) => places.has(edit.mark) && !edit.mark.startsWith('delete'));
  applied.forEach((earlier, index) => {
    for (const later of applied.slice(index + 1)) {
      if ((places.get(earlier.mark)?.[0] ?? 0) < (places.get(later.mark)?.[0] ?? 0)) continue;
      if (!device.hadTrouble || meets(earlier, later))
        found.push(`${device.name}: "${later.mark}" was applied before "${earlier.mark}"`);
    }
  });
  return found;
}

interface Expected {
  readonly id: string;
  readonly version: string;
  readonly mark: string | null;
}

/** What the person may see, by plain SQL that shares nothing with the code judged. */
async function expectedRows(
  server: SimServer,
  person: string,
  table: (typeof simTables)[number],
  reach: 'own' | 'unit' | 'all',
): Promise<readonly Expected[]> {
  const own = sql`t.ownerid = u.systemuserid
    or t.ownerid in (select m.teamid from data.teammembership m where m.systemuserid = u.systemuserid)`;
  const condition =
    reach === 'all'
      ? sql`true`
      : reach === 'own'
        ? own
        : sql`t.owningbusinessunit = u.businessunitid or ${own}`;
  const result = await sql<Expected>`
    select t.${sql.ref(table.key)}::text as id, t.versionnumber::text as version, t.${sql.ref(table.mark)} as mark
    from ${sql.table(`data.${table.name}`)} t join data.systemuser u on u.systemuserid = ${person}::uuid
    where ${condition} order by 1`.execute(server.database.db);
  return result.rows;
}

/** Every device holds exactly its scope, with the content of now (I6). */
async function judgeRows(
  server: SimServer,
  devices: readonly SimDevice[],
  reach: 'own' | 'unit' | 'all',
): Promise<string[]> {
  const found: string[] = [];
  for (const device of devices)
    for (const table of simTables) {
      const expected = await expectedRows(server, device.person, table, reach);
      const { rows } = await device.store.table(table.name);
      for (const row of expected) {
        const held = rows.get(row.id);
        if (held === undefined) found.push(`${device.name}: lacks ${table.name} ${row.id}`);
        else if (held.version !== row.version || held.values[table.mark] !== row.mark)
          found.push(`${device.name}: has ${table.name} ${row.id} at ${held.version}, not ${row.version}`);
      }
      const wanted = new Set(expected.map((row) => row.id));
      for (const id of rows.keys())
        if (!wanted.has(id)) found.push(`${device.name}: keeps ${table.name} ${id} out of scope`);
    }
  return found;
}

/** All that is wrong after the day; empty when the promises held. */
export async function judge(
  server: SimServer,
  devices: readonly SimDevice[],
  reach: 'own' | 'unit' | 'all',
): Promise<readonly string[]> {
  return [...(await judgeEdits(server, devices)), ...(await judgeRows(server, devices, reach))];
}
