import { zipSync } from 'fflate';
import { AppError } from '../../../src/shared/base/app-error.ts';
import type { Db } from '../../db/database.ts';
import { readBrought } from '../brought.ts';
import { writeSolution } from './write-solution.ts';

/** A solution as a file to hand on. */
export interface ExportedSolution {
  readonly name: string;
  readonly version: string;
  /** `Name_1_0_0_0.zip`, fit for any file system. */
  readonly fileName: string;
  readonly archive: Uint8Array;
}

/** Signs that every file system and every HTTP header takes. */
function fileNameOf(name: string, version: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '_');
  return `${plain}_${version.replaceAll('.', '_')}.zip`;
}

/** Packs files into an archive whose bytes depend on them alone, not on the time. */
export function packFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // The archive's format knows local times from 1980 on.
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1), level: 6 });
}

/**
 * The installed solution of that name as an archive that imports to the same. A managed one is refused, as its maker's
 * to change: throws `solution-not-exportable`, and `solution-unknown` where there is none.
 */
export async function exportSolution(db: Db, name: string): Promise<ExportedSolution> {
  const model = await readBrought(db, name);
  const { uniqueName, version, managed } = model.manifest;
  if (managed)
    throw new AppError('solution-not-exportable', {
      message: `${uniqueName} is managed: it is its publisher's to change, and cannot be exported.`,
    });
  return {
    name: uniqueName,
    version,
    fileName: fileNameOf(uniqueName, version),
    archive: packFiles(writeSolution(model)),
  };
}
