/** Orders row versions (decimal text without leading zeros): negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
