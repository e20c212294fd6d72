import { fold } from '../base/fold.ts';

/** One piece of a folded `like` pattern; a set holds single characters and ranges of them. */
export type LikePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

export type LikePattern = readonly LikePart[];

function readSet(inside: string): LikePart {
  const negated = inside.startsWith('^');
  const signs = [...(negated ? inside.slice(1) : inside)];
  const ranges: [string, string][] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const first = fold(signs[at] ?? '');
    if (signs[at + 1] === '-' && signs[at + 2] !== undefined) {
      const last = fold(signs[at + 2] ?? '');
      if ([...first].length === 1 && [...last].length === 1 && first <= last) ranges.push([first, last]);
      at += 2;
    } else for (const sign of first) ranges.push([sign, sign]);
  }
  return { kind: 'set', negated, ranges };
}

/** Reads `%` (any run), `_` (one character), `[a-z]`, `[^a-z]`; an unclosed or empty bracket stands for itself. */
export function readLike(pattern: string): LikePattern {
  const parts: LikePart[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text: fold(text) });
    text = '';
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const end = sign === '[' ? pattern.indexOf(']', at + 1) : -1;
    const inside = end > at ? pattern.slice(at + 1, end) : '';
    if (sign === '%' || sign === '_') {
      flush();
      if (sign === '_') parts.push({ kind: 'one' });
      else if (parts.at(-1)?.kind !== 'many') parts.push({ kind: 'many' });
    } else if (inside !== '' && inside !== '^') {
      flush();
      // `[%]`, `[_]`, `[[]`: the usual way to quote one of our signs.
      if ([...inside].length === 1) text = inside;
      else parts.push(readSet(inside));
      at = end;
    } else text += sign;
  }
  flush();
  return parts;
}

/** The text itself, with no sign of a pattern in it. */
export function likeText(text: string): LikePattern {
  return text === '' ? [] : [{ kind: 'text', text: fold(text) }];
}

const anything: LikePart = { kind: 'many' };

/** Pattern of texts that begin with, end with or contain the given text, which is no pattern itself. */
export function likeAround(text: string, place: 'begin' | 'end' | 'anywhere'): LikePattern {
  const parts = likeText(text);
  if (place === 'begin') return [...parts, anything];
  return place === 'end' ? [anything, ...parts] : [anything, ...parts, anything];
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const escapedInSet = (text: string): string => text.replace(/[\\^[\]-]/g, '\\$&');

/** Regular expression over folded text, in the common ground of JavaScript (flags `us`) and PostgreSQL. */
export function likeExpression(pattern: LikePattern): string {
  const body = pattern.map((part) => {
    if (part.kind === 'text') return escaped(part.text);
    if (part.kind === 'one') return '.';
    if (part.kind === 'many') return '.*';
    if (part.ranges.length === 0) return part.negated ? '.' : '(?!.).';
    const inside = part.ranges.map(([from, to]) =>
      from === to ? escapedInSet(from) : `${escapedInSet(from)}-${escapedInSet(to)}`,
    );
    return `[${part.negated ? '^' : ''}${inside.join('')}]`;
  });
  return `^${body.join('')}$`;
}

/** Tests folded text. The common shapes (equal, begins, ends, contains) need no regular expression. */
export function likeTest(pattern: LikePattern): (folded: string) => boolean {
  const [first, second, third] = pattern;
  if (pattern.length === 0) return (text) => text === '';
  if (pattern.length === 1 && first?.kind === 'many') return () => true;
  if (pattern.length === 1 && first?.kind === 'text') return (text) => text === first.text;
  if (pattern.length === 2 && first?.kind === 'text' && second?.kind === 'many')
    return (text) => text.startsWith(first.text);
  if (pattern.length === 2 && first?.kind === 'many' && second?.kind === 'text')
    return (text) => text.endsWith(second.text);
  if (pattern.length === 3 && first?.kind === 'many' && second?.kind === 'text' && third?.kind === 'many')
    return (text) => text.includes(second.text);
  const expression = new RegExp(likeExpression(pattern), 'us');
  return (text) => expression.test(text);
}

/** PostgreSQL `like` pattern with `\` as escape; undefined when the pattern has sets. */
export function likeSql(pattern: LikePattern): string | undefined {
  const parts = pattern.map((part) => {
    if (part.kind === 'text') return part.text.replace(/[\\%_]/g, '\\$&');
    return part.kind === 'one' ? '_' : part.kind === 'many' ? '%' : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}
