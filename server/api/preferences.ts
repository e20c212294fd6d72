/** What a Prefer header asks of an answer. */
export interface Preferences {
  readonly representation: boolean;
  readonly maxPageSize?: number;
  /** Says whether an annotation of this name is wanted. */
  readonly wants: (annotation: string) => boolean;
  /** The parts that were understood, for Preference-Applied. */
  readonly applied: readonly string[];
}

export const largestPage = 5000;

function patternOf(list: string): (annotation: string) => boolean {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return (annotation) =>
    names.some(
      (name) =>
        name === '*' ||
        name === annotation ||
        (name.endsWith('.*') && annotation.startsWith(name.slice(0, -1))),
    );
}

/** Reads a Prefer header; what is not understood is left unanswered, as the header's own rules say. */
export function readPreferences(header: string | readonly string[] | undefined): Preferences {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  const applied: string[] = [];
  const representation = /(?:^|[,;\s])return=representation(?:$|[,;\s])/.test(text);
  if (representation) applied.push('return=representation');
  const size = Number(/odata\.maxpagesize=(\d+)/.exec(text)?.[1] ?? 0);
  if (size > 0) applied.push(`odata.maxpagesize=${Math.min(size, largestPage)}`);
  const annotations = /odata\.include-annotations="?([^";]+)"?/.exec(text)?.[1];
  if (annotations !== undefined) applied.push(`odata.include-annotations="${annotations}"`);
  return {
    representation,
    ...(size > 0 ? { maxPageSize: Math.min(size, largestPage) } : {}),
    wants: annotations === undefined ? () => false : patternOf(annotations),
    applied,
  };
}
