import { lstat, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../src/shared/base/app-error.ts';
import { attr, child, children } from '../../src/shared/base/xml.ts';
import { readFolder, readZip } from '../solution/archive.ts';
import { findPath, textOf, type SolutionFiles } from '../solution/solution-files.ts';
import { parseXml } from '../solution/xml.ts';
import type { DataPackage, PackageTable } from './data-package.ts';
import { readData } from './read-data.ts';

const schemaFile = 'data_schema.xml';
const dataFile = 'data.xml';

function unreadable(name: string, why: string): AppError {
  return new AppError('data-package-unreadable', { file: name, message: `${name}: ${why}` });
}

/** The same fault under the code of packages: archives and XML are read by the code for solutions. */
function asPackageFault(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('solution-')) return error;
  return new AppError(
    'data-package-unreadable',
    { ...error.details, message: error.message },
    { cause: error },
  );
}

function readSchema(source: string, path: string): PackageTable[] {
  const root = parseXml(source.trimStart(), path);
  if (root.name !== 'entities') throw unreadable(path, `it holds ${root.name} where entities should be`);
  return children(root, 'entity').map((entity) => {
    const fields = children(child(entity, 'fields'), 'field');
    const nameOf = (field: (typeof fields)[number]): string => (attr(field, 'name') ?? '').toLowerCase();
    return {
      name: (attr(entity, 'name') ?? '').toLowerCase(),
      displayName: attr(entity, 'displayname') ?? '',
      columns: Object.fromEntries(fields.map((field) => [nameOf(field), attr(field, 'type') ?? ''])),
      absoluteDates: fields.filter((field) => attr(field, 'dateMode') === 'absolute').map(nameOf),
    };
  });
}

function fileOf(files: SolutionFiles, path: string): string {
  const found = findPath(files, path);
  const bytes = found === undefined ? undefined : files.entries.get(found);
  if (bytes === undefined) throw unreadable(files.name, `it is not a data package: ${path} is missing`);
  return textOf(bytes);
}

/** Reads the files of a package. Throws `data-package-unreadable`, saying which file and why. */
export function readPackageFiles(files: SolutionFiles): DataPackage {
  try {
    const tables = readSchema(fileOf(files, schemaFile), schemaFile);
    return { name: files.name, tables, ...readData(fileOf(files, dataFile), dataFile) };
  } catch (error) {
    throw asPackageFault(error);
  }
}

/** Reads a package in memory: an archive, or a lone data file such as that of failed rows. */
export function readPackage(bytes: Uint8Array, name: string): DataPackage {
  try {
    if (/\.xml$/i.test(name)) return { name, tables: [], ...readData(textOf(bytes), name) };
    return readPackageFiles(readZip(bytes, name));
  } catch (error) {
    throw asPackageFault(error);
  }
}

/** The files of a package by its path, or the bytes of an archive or of a lone data file. */
export async function loadPackagePath(
  path: string,
): Promise<
  { readonly files: SolutionFiles } | { readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string }
> {
  try {
    if ((await lstat(path)).isDirectory()) return { files: await readFolder(path) };
    return { bytes: new Uint8Array(await readFile(path)), name: basename(path) };
  } catch (error) {
    if (error instanceof AppError) throw asPackageFault(error);
    throw new AppError(
      'data-package-unreadable',
      { file: path, message: `${path} cannot be read` },
      { cause: error },
    );
  }
}
