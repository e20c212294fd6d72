import { AppError } from '../base/app-error.ts';

/** A piece of a `$filter`. `value` tokens are literals that are no quoted text: numbers, dates, ids, true, null. */
export interface Token {
  readonly kind: 'name' | 'text' | 'value' | 'sign' | 'end';
  readonly text: string;
}

const forms: readonly (readonly [Token['kind'], RegExp])[] = [
  ['value', /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/],
  ['value', /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/i],
  ['value', /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[mMdDfFlL]?(?![\w])/],
  ['name', /^[@$]?[A-Za-z_][\w.]*/],
  ['sign', /^[(),:=/[\]]/],
];

function refuse(message: string): AppError {
  return new AppError('bad-query', { message: `$filter: ${message}` });
}

/** Cuts a filter into tokens; text has its quotes taken off. */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = source.trimStart();
  while (rest !== '') {
    if (rest.startsWith("'")) {
      const match = /^'((?:[^']|'')*)'/.exec(rest);
      if (match === null) throw refuse('a text has no closing quote.');
      tokens.push({ kind: 'text', text: (match[1] ?? '').replaceAll("''", "'") });
      rest = rest.slice(match[0].length).trimStart();
      continue;
    }
    const found = forms
      .map(([kind, form]) => ({ kind, match: form.exec(rest) }))
      .find(({ match }) => match !== null);
    if (found?.match === undefined || found.match === null)
      throw refuse(`"${rest.slice(0, 20)}" cannot be read.`);
    const text = found.match[0];
    const literal = found.kind === 'name' && /^(true|false|null)$/.test(text);
    tokens.push({ kind: literal ? 'value' : found.kind, text });
    rest = rest.slice(text.length).trimStart();
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/** Reads tokens one after the other. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Takes the token if it has this text and is no quoted text. */
  take(text: string): boolean {
    const token = this.peek();
    if (token.text !== text || token.kind === 'text' || token.kind === 'end') return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.refuse(`"${text}" is missing`);
  }

  /** Error that says where the reading stopped. */
  refuse(why: string): AppError {
    const token = this.peek();
    return refuse(`${why} ${token.kind === 'end' ? 'at the end' : `before "${token.text.slice(0, 40)}"`}.`);
  }
}
