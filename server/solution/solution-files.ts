/** The files of a solution, wherever they came from: paths with forward slashes, without a leading one. */
export interface SolutionFiles {
  /** What a person would recognise the source by: the file or folder name. */
  readonly name: string;
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/** How much a solution may hold; the defaults leave room for the largest published ones. */
export interface ArchiveLimits {
  readonly entries: number;
  readonly bytes: number;
}

export const defaultLimits: ArchiveLimits = { entries: 20_000, bytes: 256 * 1024 * 1024 };

/** Text of a file; a byte order mark is dropped. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** The path under another case, since archives made on Windows are not consistent; undefined when absent. */
export function findPath(files: SolutionFiles, path: string): string | undefined {
  if (files.entries.has(path)) return path;
  const wanted = path.toLowerCase();
  for (const candidate of files.entries.keys()) if (candidate.toLowerCase() === wanted) return candidate;
  return undefined;
}
