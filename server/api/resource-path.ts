import { AppError } from '../../src/shared/base/app-error.ts';
import { readGuid } from '../../src/shared/base/guid.ts';

/** `accounts(key)`, `contact_customer_accounts`, `$ref`: one step of a Web API address. */
export interface Segment {
  readonly name: string;
  /** What stands in the brackets; absent: no brackets. */
  readonly key?: SegmentKey;
}

export type SegmentKey =
  | { readonly kind: 'none' }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number | boolean>> };

function refuse(text: string): AppError {
  return new AppError('bad-request', { message: `The address cannot be read at "${text.slice(0, 60)}".` });
}

/** Cuts at a sign outside of quotes and brackets; a doubled quote stands for itself. */
function cut(text: string, sign: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let depth = 0;
  for (const one of text) {
    if (one === "'") quoted = !quoted;
    if (!quoted && one === '(') depth++;
    if (!quoted && one === ')') depth--;
    if (one === sign && !quoted && depth === 0) {
      parts.push(part);
      part = '';
    } else part += one;
  }
  if (quoted || depth !== 0) throw refuse(text);
  return [...parts, part];
}

function readLiteral(text: string): string | number | boolean {
  const quoted = /^'((?:[^']|'')*)'$/.exec(text);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll("''", "'");
  if (text === 'true' || text === 'false') return text === 'true';
  const id = readGuid(text);
  if (id !== undefined) return id;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw refuse(text);
}

function readKey(text: string): SegmentKey {
  const inside = text.trim();
  if (inside === '') return { kind: 'none' };
  const id = readGuid(inside);
  if (id !== undefined) return { kind: 'id', id };
  const values: Record<string, string | number | boolean> = {};
  for (const pair of cut(inside, ',')) {
    const match = /^\s*([A-Za-z_]\w*)\s*=\s*([\s\S]+?)\s*$/.exec(pair);
    if (match === null) throw refuse(pair);
    values[match[1] ?? ''] = readLiteral(match[2] ?? '');
  }
  return { kind: 'values', values };
}

/** Reads the decoded path behind the service root. */
export function readPath(path: string): readonly Segment[] {
  return cut(path, '/')
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([$\w.]+)(?:\(([\s\S]*)\))?$/.exec(part);
      if (match === null) throw refuse(part);
      const [, name = '', inside] = match;
      return inside === undefined ? { name } : { name, key: readKey(inside) };
    });
}

/** Reads a reference to a row in a body: `/accounts(id)`, `accounts(id)` or a whole address. */
export function readReference(text: string): { readonly set: string; readonly id: string } {
  const path = text.replace(/^https?:\/\/[^/]+/i, '').replace(/^\/api\/data\/v9\.\d\//i, '');
  const [only, more] = readPath(decodeURIComponent(path));
  if (only?.key?.kind !== 'id' || more !== undefined) throw refuse(text);
  return { set: only.name, id: only.key.id };
}
