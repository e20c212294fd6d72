import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { Inflate } from 'fflate';
import { AppError } from '../../src/shared/base/app-error.ts';
import { type ArchiveLimits, defaultLimits, type SolutionFiles } from './solution-files.ts';

interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** Deflate expands at most about a thousandfold, so one slice never makes more than some 16 MB at once. */
const sliceBytes = 16 * 1024;

function notZip(name: string, why: string): AppError {
  return new AppError('solution-not-zip', {
    file: name,
    message: `${name} is not a readable archive: ${why}`,
  });
}

function tooLarge(name: string, limits: ArchiveLimits, what: 'bytes' | 'entries'): AppError {
  const text = what === 'bytes' ? `${limits.bytes} bytes` : `${limits.entries} files`;
  return new AppError('solution-too-large', {
    file: name,
    message: `${name} unpacks to more than ${text}, the limit`,
  });
}

/** Refuses every path that could mean another place than the archive itself. */
export function checkPath(archive: string, path: string): void {
  const parts = path.split('/');
  const bad =
    path === '' ||
    path.includes('\\') ||
    path.includes('\0') ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    parts.includes('..') ||
    parts.includes('.');
  if (bad)
    throw new AppError('solution-bad-path', {
      file: archive,
      path,
      message: `${archive} holds a path that leaves its folder: ${JSON.stringify(path)}`,
    });
}

function findEnd(view: DataView, name: string): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  throw notZip(name, 'it has no zip directory');
}

function readDirectory(bytes: Uint8Array, name: string, limits: ArchiveLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view, name);
  const count = view.getUint16(end + 10, true);
  if (count === 0xffff) throw notZip(name, 'zip64 archives are not read');
  if (count > limits.entries) throw tooLarge(name, limits, 'entries');
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature)
      throw notZip(name, 'its directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    entries.push({
      path: new TextDecoder('utf-8').decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== localSignature)
    throw notZip(name, `the entry ${entry.path} is damaged`);
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > bytes.length) throw notZip(name, `the entry ${entry.path} is cut off`);
  return bytes.subarray(start, start + entry.packed);
}

/** Inflates slice by slice, so that what the directory claims about sizes is never trusted. */
function inflate(packed: Uint8Array, room: number, onTooLarge: () => AppError): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((chunk) => {
    size += chunk.length;
    if (size > room) throw onTooLarge();
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length; at += sliceBytes)
    stream.push(packed.subarray(at, at + sliceBytes), at + sliceBytes >= packed.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function unpack(bytes: Uint8Array, entry: ZipEntry, room: number, name: string, limits: ArchiveLimits) {
  if (entry.encrypted) throw notZip(name, `the entry ${entry.path} is encrypted`);
  const packed = packedBytes(bytes, entry, name);
  if (entry.method === 0) {
    if (packed.length > room) throw tooLarge(name, limits, 'bytes');
    return packed.slice();
  }
  if (entry.method !== 8) throw notZip(name, `the entry ${entry.path} uses an unknown compression`);
  let whole: Uint8Array;
  try {
    whole = inflate(packed, room, () => tooLarge(name, limits, 'bytes'));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw notZip(name, `the entry ${entry.path} is damaged`);
  }
  if (whole.length !== entry.unpacked) throw notZip(name, `the entry ${entry.path} is damaged`);
  return whole;
}

/** Reads a solution archive. Nothing is trusted: not the sizes, not the names, not the number of entries. */
export function readZip(
  bytes: Uint8Array,
  name: string,
  limits: ArchiveLimits = defaultLimits,
): SolutionFiles {
  if (bytes.length < 22 || bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw notZip(name, 'it is not a zip file');
  const entries = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  let room = limits.bytes;
  for (const entry of readDirectory(bytes, name, limits)) {
    if (entry.path.endsWith('/') && entry.unpacked === 0) {
      checkPath(name, entry.path.slice(0, -1));
      continue;
    }
    checkPath(name, entry.path);
    const key = entry.path.toLowerCase();
    if (seen.has(key))
      throw new AppError('solution-bad-path', {
        file: name,
        path: entry.path,
        message: `${name} holds ${entry.path} twice`,
      });
    seen.add(key);
    const content = unpack(bytes, entry, room, name, limits);
    room -= content.length;
    entries.set(entry.path, content);
  }
  return { name, entries };
}

/** Reads an unpacked solution. Links are refused, since they may point anywhere. */
export async function readFolder(
  path: string,
  limits: ArchiveLimits = defaultLimits,
): Promise<SolutionFiles> {
  const name = basename(path);
  const entries = new Map<string, Uint8Array>();
  let room = limits.bytes;
  const walk = async (folder: string): Promise<void> => {
    const found = await readdir(folder, { withFileTypes: true });
    for (const item of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(folder, item.name);
      const shown = relative(path, full).split(sep).join('/');
      if (item.isSymbolicLink())
        throw new AppError('solution-bad-path', { file: name, path: shown, message: `${shown} is a link` });
      if (item.isDirectory()) {
        await walk(full);
        continue;
      }
      if (!item.isFile()) continue;
      const content = new Uint8Array(await readFile(full));
      room -= content.length;
      if (room < 0) throw tooLarge(name, limits, 'bytes');
      entries.set(shown, content);
      if (entries.size > limits.entries) throw tooLarge(name, limits, 'entries');
    }
  };
  await walk(path);
  return { name, entries };
}

/** Reads an archive or a folder by its path. */
export async function readSolutionPath(path: string): Promise<SolutionFiles> {
  let isFolder: boolean;
  try {
    isFolder = (await lstat(path)).isDirectory();
  } catch (error) {
    throw new AppError(
      'solution-not-zip',
      { file: path, message: `${path} cannot be read` },
      { cause: error },
    );
  }
  return isFolder ? readFolder(path) : readZip(new Uint8Array(await readFile(path)), basename(path));
}
