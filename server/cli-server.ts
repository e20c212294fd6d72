import { request as httpRequest } from 'node:http';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { AppError, type ErrorCode, errorCodes } from '../src/shared/base/app-error.ts';
import { readAdminToken, readServerAddress, type ServerAddress } from './solution/local-server.ts';
import { adminTokenHeader } from './solution/archive-uploads.ts';

/** A running server of this data folder, spoken to with the secret that lies there. */
export interface RunningServer {
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: Uint8Array | object): Promise<unknown>;
  /** A file, with the name that the server gives it. */
  download(path: string): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly accept: 'application/json' | 'application/zip';
  /** An archive as bytes, or what goes as JSON. */
  readonly body?: Uint8Array | object;
}

interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  /** Of a file, as the server names it. */
  readonly fileName?: string;
}

/** A line to the very server that announced itself: another one's certificate ends it before the secret is sent. */
function connect(url: URL, certificate: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // The certificate is for the name that people use; at this address its fingerprint is the proof.
    const socket = connectTls({ host, port: Number(url.port || 443), rejectUnauthorized: false }, () => {
      if (socket.getPeerCertificate().fingerprint256 === certificate) resolve(socket);
      else socket.destroy(new Error('the certificate is another one'));
    });
    socket.once('error', reject);
  });
}

async function exchange(
  { url: base, certificate }: ServerAddress,
  { method, path, token, accept, body: asked }: Asked,
): Promise<Answer> {
  const isArchive = asked instanceof Uint8Array;
  const body = asked === undefined || isArchive ? asked : Buffer.from(JSON.stringify(asked));
  const url = new URL(path, base);
  const socket = url.protocol === 'https:' ? await connect(url, certificate ?? '') : undefined;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        method,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port,
        path: url.pathname + url.search,
        ...(socket === undefined ? {} : { createConnection: () => socket }),
        headers: {
          host: url.host,
          connection: 'close',
          [adminTokenHeader]: token,
          accept,
          ...(body === undefined
            ? {}
            : {
                'content-type': isArchive ? 'application/zip' : 'application/json',
                'content-length': body.length,
              }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            bytes: Buffer.concat(chunks.map((chunk) => new Uint8Array(chunk))),
            fileName: /filename="([\w.-]+)"/.exec(response.headers['content-disposition'] ?? '')?.[1],
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function errorOf(answer: Answer): AppError {
  let message: string | undefined;
  let code: ErrorCode = answer.status === 401 ? 'not-signed-in' : 'bad-request';
  try {
    const body = JSON.parse(answer.bytes.toString('utf8')) as {
      error?: { code?: unknown; message?: unknown };
    };
    if (typeof body.error?.message === 'string') message = body.error.message;
    const known = Object.keys(errorCodes).find((name) => name === body.error?.code);
    if (known !== undefined) code = known as ErrorCode;
  } catch {
    message = `the server answered ${answer.status}`;
  }
  return new AppError(code, message === undefined ? {} : { message });
}

/** The server that runs on this data folder; undefined when none does. */
export function findRunningServer(dataDir: string): RunningServer | undefined {
  const address = readServerAddress(dataDir);
  const token = readAdminToken(dataDir);
  if (address === undefined || token === undefined || !isAlive(address.pid)) return undefined;
  const ask = async (asked: Omit<Asked, 'token'>): Promise<Answer> => {
    let answer: Answer;
    try {
      answer = await exchange(address, { ...asked, token });
    } catch (error) {
      throw new AppError(
        'network',
        { message: `The server at ${address.url} does not answer.` },
        { cause: error },
      );
    }
    if (answer.status >= 400) throw errorOf(answer);
    return answer;
  };
  return {
    async send(method, path, body) {
      return JSON.parse(
        (await ask({ method, path, body, accept: 'application/json' })).bytes.toString('utf8'),
      ) as unknown;
    },
    async download(path) {
      const { fileName, bytes } = await ask({ method: 'GET', path, accept: 'application/zip' });
      return { fileName: fileName ?? 'download', bytes: new Uint8Array(bytes) };
    },
  };
}
