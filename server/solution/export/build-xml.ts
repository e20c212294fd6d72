import { escapeXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { Labels } from '../../../src/shared/metadata/table.ts';

type Value = string | number | undefined;

/** An element; attributes without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  children: readonly XmlElement[] = [],
): XmlElement {
  const stated = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
  return { name, attributes: Object.fromEntries(stated), children, text: '' };
}

/** Elements with a text each, in the order given; those without a value are left out. */
export function texts(values: Readonly<Record<string, Value>>): XmlElement[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : { name, attributes: {}, children: [], text: String(value) },
  );
}

/** The element with its children, or nothing where there are none. */
export function wrap(name: string, children: readonly XmlElement[]): XmlElement[] {
  return children.length === 0 ? [] : [element(name, {}, children)];
}

/** Labels by language: `LocalizedNames` of `LocalizedName`, `labels` of `label`, and the like. */
export function labelList(list: string, item: string, labels: Labels): XmlElement[] {
  return wrap(
    list,
    Object.entries(labels).map(([languagecode, description]) => element(item, { description, languagecode })),
  );
}

/** A guid as solution files spell it. */
export function braced(id: string): string {
  return `{${id}}`;
}

export function flag(value: boolean): number {
  return value ? 1 : 0;
}

function openTag({ name, attributes }: XmlElement): string {
  const printed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${printed.join('')}`;
}

/** Indents elements that hold elements alone: whitespace there means nothing, anywhere else it does. */
function printAt(one: XmlElement, indent: string): string {
  const open = openTag(one);
  if (one.children.length === 0)
    return one.text === '' ? `${open} />` : `${open}>${escapeXml(one.text)}</${one.name}>`;
  if (one.text !== '')
    return `${open}>${escapeXml(one.text)}${one.children.map((child) => printAt(child, '')).join('')}</${one.name}>`;
  const inner = `${indent}  `;
  const lines = one.children.map((child) => `${inner}${printAt(child, inner)}\n`);
  return `${open}>\n${lines.join('')}${indent}</${one.name}>`;
}

/** A whole document, one element a line, so that versions of it compare well. */
export function printDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${printAt(root, '')}\n`;
}
