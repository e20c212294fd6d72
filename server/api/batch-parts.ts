import { AppError } from '../../src/shared/base/app-error.ts';

/** Requests a batch may hold, as Dataverse has it. */
const mostRequests = 1000;

/** One request of a batch. */
export interface BatchRequest {
  readonly method: string;
  /** As it stands in the request line: behind the service root, from the root of the server, or whole. */
  readonly address: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentId?: string;
}

function refuse(message: string): AppError {
  return new AppError('bad-request', { message: `$batch: ${message}` });
}

/** The boundary that a Content-Type of `multipart/mixed` names; undefined for another type or none. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const match = /^\s*multipart\/mixed\s*;.*?\bboundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? '',
  );
  return match?.[1] ?? match?.[2];
}

/** Cuts `name: value` lines from what follows the first empty line. */
function cutHead(text: string): { readonly headers: Record<string, string>; readonly rest: string } {
  const headers = Object.create(null) as Record<string, string>;
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
    at = end < 0 ? text.length : end + 1;
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon <= 0) throw refuse(`"${line.slice(0, 60)}" is no header.`);
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, rest: text.slice(at) };
}

/** The parts between the boundaries, without the line ends that belong to these. */
function partsOf(body: string, boundary: string): readonly string[] {
  const marker = `--${boundary}`;
  const parts: string[] = [];
  let isClosed = false;
  let part: string[] | undefined;
  for (const line of body.split('\n')) {
    const mark = line.trimEnd();
    if (mark === marker || mark === `${marker}--`) {
      if (part !== undefined) parts.push(part.join('\n').replace(/\r$/, ''));
      isClosed = mark !== marker;
      part = isClosed ? undefined : [];
      if (isClosed) break;
    } else part?.push(line);
  }
  if (!isClosed) throw refuse(`the body does not end in --${boundary}--.`);
  return parts;
}

function readRequest(part: string): BatchRequest {
  const { headers: outer, rest } = cutHead(part.replace(/^(?:\r?\n)+/, ''));
  const type = outer['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'multipart/mixed') throw refuse('change sets are not supported yet.');
  if (type !== 'application/http')
    throw refuse(`a part must be of the type application/http, not ${type ?? 'none'}.`);
  const [line = ''] = rest.split('\n', 1);
  const match = /^([A-Z]+) +(\S+)(?: +HTTP\/1\.\d)?\s*$/.exec(line);
  if (match === null)
    throw refuse(`"${line.slice(0, 60)}" is no request line, like GET /api/data/v9.2/accounts HTTP/1.1.`);
  const { headers, rest: body } = cutHead(rest.slice(line.length + 1));
  const contentId = outer['content-id'] ?? headers['content-id'];
  return {
    method: match[1] ?? '',
    address: match[2] ?? '',
    headers,
    body: body.trim(),
    ...(contentId === undefined ? {} : { contentId }),
  };
}

/**
 * Reads the requests of a `multipart/mixed` body (RFC 2046); lines may end in CRLF or LF. Change sets, which are to
 * succeed or fail as one, are refused. Throws `bad-request`.
 */
export function readBatch(body: string, boundary: string): readonly BatchRequest[] {
  const parts = partsOf(body, boundary);
  if (parts.length === 0) throw refuse('there is no request in it.');
  if (parts.length > mostRequests) throw refuse(`${parts.length} requests are more than ${mostRequests}.`);
  return parts.map(readRequest);
}
