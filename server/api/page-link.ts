import { createHash } from 'node:crypto';
import { AppError } from '../../src/shared/base/app-error.ts';
import type { ApiContext } from './api-context.ts';

type Options = Readonly<Record<string, string>>;

/** A page of a collection, numbered from 1. The size travels along: pages of another size would leave rows out. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** Path behind the service root, decoded, and the query options: what a token is good for. */
export interface Address {
  readonly path: string;
  readonly options: Options;
}

const skiptoken = '$skiptoken';

function optionsOf(address: Address): readonly (readonly [string, string])[] {
  return Object.entries(address.options).filter(([name]) => name !== skiptoken);
}

/** The token is written the same way each time, so that one that was changed, or is another query's, never fits. */
function tokenOf(address: Address, page: Page): string {
  const about = JSON.stringify([
    address.path,
    optionsOf(address)
      .map((pair) => [...pair])
      .sort(),
  ]);
  const query = createHash('sha256').update(about).digest('base64url').slice(0, 16);
  return Buffer.from(JSON.stringify({ page: page.number, size: page.size, query })).toString('base64url');
}

function parseToken(text: string): Page | undefined {
  try {
    const parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown>;
    const { page, size } = parsed;
    return Number.isSafeInteger(page) && Number.isSafeInteger(size)
      ? { number: Number(page), size: Number(size) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The page that the request asks for: the first without `$skiptoken`, `bad-query` for one that is not of this query. */
export function readPage(address: Address, size: number): Page {
  const text = address.options[skiptoken];
  if (text === undefined) return { number: 1, size };
  const page = parseToken(text);
  if (page === undefined || page.number < 1 || page.size < 1 || tokenOf(address, page) !== text)
    throw new AppError('bad-query', { message: '$skiptoken was not given out for this query.' });
  return page;
}

/** Signs that may stand in an address as they are and make it readable. */
const plain = /%(?:2F|24|2C|3D|40|3A)/g;
const encode = (text: string): string =>
  encodeURIComponent(text).replace(plain, (found) => decodeURIComponent(found));

/** Address of a page, with all options of the query. */
export function pageLink(context: ApiContext, address: Address, page: Page): string {
  const query = [...optionsOf(address), [skiptoken, tokenOf(address, page)] as const].map(
    ([name, value]) => `${encode(name)}=${encodeURIComponent(value)}`,
  );
  return `${context.root}${encode(address.path)}?${query.join('&')}`;
}
