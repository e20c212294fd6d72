/**
 * PostgreSQL keeps neither U+0000 nor half of a surrogate pair, in text or in jsonb; a device can send both. Whatever
 * is written outside an entry's savepoint passes here first, or one such entry would fail every push that carries it.
 */

const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** The text with the replacement character where PostgreSQL could not keep one. */
export function storableText(text: string): string {
  return text.replace(unstorable, '\uFFFD');
}

/**
 * JSON text that jsonb accepts, with nothing lost: the value as it is, or, where jsonb could not keep it, one JSON string
 * that holds the value's own JSON text with its escapes.
 */
export function losslessJsonb(value: unknown): string {
  const text = JSON.stringify(value);
  // A backslash written out before `u0000` matches too: then the string form is not needed, and does no harm.
  return /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify(text) : text;
}
