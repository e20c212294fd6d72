import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Random } from '../../src/shared/base/guid.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import type { Table } from '../../src/shared/metadata/table.ts';
import type { Tx } from '../db/database.ts';
import { randomOf } from './write-context.ts';
import type { WriteContext } from './write-context.ts';

const token = /\{(SEQNUM|RANDSTRING|DATETIMEUTC)(?::([^}]*))?\}/g;
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const firstNumber = 1000;

/** A sequence of its own per column: numbers may have gaps, but no creator waits for another. */
async function nextNumber(tx: Tx, table: string, column: string): Promise<string> {
  const hash = createHash('sha256').update(`${table}.${column}`).digest('hex').slice(0, 24);
  const name = `haversack.auto_${hash}`;
  const found = await sql<{ found: string | null }>`select to_regclass(${name})::text as found`.execute(tx);
  if (found.rows[0]?.found === null)
    await sql`create sequence if not exists ${sql.raw(name)} start ${sql.raw(String(firstNumber))}`.execute(tx);
  const next = await sql<{ next: string }>`select nextval(${name}::regclass)::text as next`.execute(tx);
  return next.rows[0]?.next ?? '';
}

function randomText(random: Random, length: number): string {
  return Array.from(random.bytes(new Uint8Array(length)), (byte) => signs[byte % signs.length]).join('');
}

/** .NET's custom date format, the parts that number patterns use. */
export function printUtc(now: number, format: string): string {
  const at = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  const parts: Record<string, string> = {
    yyyy: String(at.getUTCFullYear()).padStart(4, '0'),
    yy: two(at.getUTCFullYear() % 100),
    MM: two(at.getUTCMonth() + 1),
    dd: two(at.getUTCDate()),
    HH: two(at.getUTCHours()),
    hh: two(at.getUTCHours() % 12 || 12),
    mm: two(at.getUTCMinutes()),
    ss: two(at.getUTCSeconds()),
  };
  return format.replace(/yyyy|yy|MM|dd|HH|hh|mm|ss/g, (part) => parts[part] ?? part);
}

async function fill(context: WriteContext, table: string, column: string, pattern: string): Promise<string> {
  let text = '';
  let end = 0;
  for (const match of pattern.matchAll(token)) {
    const [whole, kind, argument = ''] = match;
    text += pattern.slice(end, match.index);
    end = match.index + whole.length;
    if (kind === 'SEQNUM')
      text += (await nextNumber(context.tx, table, column)).padStart(Number(argument) || 1, '0');
    else if (kind === 'RANDSTRING')
      text += randomText(randomOf(context), Math.min(Math.max(Number(argument) || 6, 1), 6));
    else text += printUtc(context.now, argument === '' ? 'yyyyMMddHHmmss' : argument);
  }
  return text + pattern.slice(end);
}

/** Numbers of a new row for the autonumber columns that it gives no value for. */
export async function autoNumbers(context: WriteContext, table: Table<unknown>, values: Row): Promise<Row> {
  const numbers: Record<string, RowValue> = {};
  for (const column of table.columns) {
    if (column.autoNumber === undefined || (values[column.logicalName] ?? null) !== null) continue;
    numbers[column.logicalName] = await fill(
      context,
      table.logicalName,
      column.logicalName,
      column.autoNumber,
    );
  }
  return numbers;
}
