import { HASH_DELIMITER, generateMsgId } from '@lit/localize/internal/id-generation.js';
import type { TemplateMap } from '@lit/localize/internal/types.js';

/** Splits `{0} waiting` into its fixed parts and the order of its values. */
function split(text: string): { strings: string[]; values: number[] } {
  const strings: string[] = [];
  const values: number[] = [];
  let rest = text;
  for (let match = /\{(\d+)\}/.exec(rest); match; match = /\{(\d+)\}/.exec(rest)) {
    strings.push(rest.slice(0, match.index));
    values.push(Number(match[1]));
    rest = rest.slice(match.index + match[0].length);
  }
  return { strings: [...strings, rest], values };
}

/**
 * Turns texts written as source → translation, with `{0}`, `{1}` where the source has expressions, into the map by
 * message id that lit-localize reads. Plain text only: a message with markup is split into several.
 */
export function translated(texts: Readonly<Record<string, string>>): TemplateMap {
  return Object.fromEntries(
    Object.entries(texts).map(([source, translation]) => {
      const id = generateMsgId(split(source).strings.join(HASH_DELIMITER), false);
      const { strings, values } = split(translation);
      if (values.length === 0) return [id, translation];
      return [id, { strTag: true, strings: Object.assign(strings, { raw: strings }), values }];
    }),
  );
}
