import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { AppError } from '../src/shared/base/app-error.ts';
import type { Config } from './config.ts';
import { sqlState } from './db/database-fault.ts';

/** Settings that are well written but that this machine refuses: each becomes a sentence that says what to change. */

function unusable(variable: string, sentence: string, cause: unknown): AppError {
  return new AppError('config-invalid', { variable, message: `${variable}: ${sentence}` }, { cause });
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '');

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The folder and those above it. Node's own `recursive` never comes back where a folder that exists answers ENOENT, as
 * /proc does: here every level is tried once.
 */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && statSync(path).isDirectory()) return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

/** Makes the data folder; throws `config-invalid` where that or writing in it is not possible. */
export function prepareDataFolder(path: string): void {
  try {
    makeFolder(resolve(path));
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const sentence = `${path} cannot be used as a folder (${codeOf(error)}); name one that this account may write to.`;
    throw unusable('DATA_DIR', sentence, error);
  }
}

function readFile(variable: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unusable(variable, `${path} cannot be read (${codeOf(error)}); name a file in PEM format.`, error);
  }
}

/** Certificate and key, where they are set; throws `config-invalid` unless they can be read and fit together. */
export function readTls(
  config: Pick<Config, 'tls'>,
): { readonly cert: Buffer; readonly key: Buffer } | undefined {
  if (config.tls === undefined) return undefined;
  const { certFile, keyFile } = config.tls;
  const cert = readFile('TLS_CERT', certFile);
  const key = readFile('TLS_KEY', keyFile);
  try {
    createSecureContext({ cert });
  } catch (error) {
    throw unusable('TLS_CERT', `${certFile} holds no certificate in PEM format (${textOf(error)}).`, error);
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const sentence = `${keyFile} holds no PEM key without a password that fits TLS_CERT (${textOf(error)}).`;
    throw unusable('TLS_KEY', sentence, error);
  }
  return { cert, key };
}

/** The sentence for an address that could not be listened on; what is no fault of the settings comes back as it is. */
export function listenFault(error: unknown, config: Pick<Config, 'host' | 'port'>): unknown {
  const { host, port } = config;
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const sentence = `${port} at ${host} is in use by another program; stop it, or set another number.`;
      return unusable('PORT', sentence, error);
    }
    case 'EACCES':
      return unusable('PORT', `${port} may not be used by this account; set 1024 or above.`, error);
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'EAFNOSUPPORT':
      return unusable('HOST', `${host} is no address of this machine; 0.0.0.0 stands for all it has.`, error);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unusable(
        'HOST',
        `there is no machine ${host}; 0.0.0.0 stands for all addresses of this one.`,
        error,
      );
    default:
      return error;
  }
}

/** What a person reads when the server could not start: a sentence, or the whole stack where nobody foresaw it. */
export function whyNotStarted(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (sqlState(error) === '42501')
    return `DATABASE_URL: this role may not set up the database (${textOf(error)}); make it the database's owner.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
