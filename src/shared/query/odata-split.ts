/** Cuts at a sign that stands outside of brackets and quotes; empty parts are left out. */
export function splitAt(source: string, sign: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const one of source) {
    if (one === "'") quoted = !quoted;
    else if (!quoted && one === '(') depth += 1;
    else if (!quoted && one === ')') depth -= 1;
    if (one === sign && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += one;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}
