import type { XmlElement } from '../../src/shared/base/xml.ts';
import type { Labels } from '../../src/shared/metadata/table.ts';

/** First child of the name, in any case: exports of different ages differ in it. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  const wanted = name.toLowerCase();
  return element?.children.find((child) => child.name.toLowerCase() === wanted);
}

/** All children of the name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  const wanted = name.toLowerCase();
  return element?.children.filter((child) => child.name.toLowerCase() === wanted) ?? [];
}

/** Children at the end of a path of names. */
export function allAt(element: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = element ? [element] : [];
  for (const name of path) found = found.flatMap((one) => childrenOf(one, name));
  return found;
}

/** Trimmed text of a child; undefined when absent or empty. */
export function textAt(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim();
  return text === '' ? undefined : text;
}

/** Attribute in any case; undefined when absent or empty. */
export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const direct = element.attributes[name];
  if (direct !== undefined) return direct === '' ? undefined : direct;
  const wanted = name.toLowerCase();
  const key = Object.keys(element.attributes).find((one) => one.toLowerCase() === wanted);
  const value = key === undefined ? undefined : element.attributes[key];
  return value === '' ? undefined : value;
}

/** What a table of words says of a word from a file; nothing for `constructor` and the like, which every object has. */
export function wordOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Reads true, 1, yes and their opposites; the fallback for anything else. */
export function flagOf(text: string | undefined, fallback: boolean): boolean {
  const lower = text?.toLowerCase();
  if (lower === 'true' || lower === '1' || lower === 'yes') return true;
  if (lower === 'false' || lower === '0' || lower === 'no') return false;
  return fallback;
}

/** Reads a finite number; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Labels by language from elements with description and languagecode; empty texts are dropped. */
export function labelsFrom(elements: readonly XmlElement[]): Labels {
  const labels: Record<string, string> = {};
  for (const element of elements) {
    const language = attributeOf(element, 'languagecode');
    const text = attributeOf(element, 'description');
    if (language !== undefined && text !== undefined) labels[language] = text;
  }
  return labels;
}

/** True for what a layered export marks as taken away. */
export function isRemoved(element: XmlElement): boolean {
  return attributeOf(element, 'solutionaction')?.toLowerCase() === 'removed';
}
