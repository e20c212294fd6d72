import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** English to German of every label that carries no translation of its own. */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../definitions/${name}.json`, import.meta.url), 'utf8'));
const german = { ...read('german-service'), ...read('german') };

/** What tables are, in German, by schema name. */
export const germanDescriptions = read('german-descriptions');

/** Reads `English|German`, or looks the German up; a label without a translation stops the generator. */
export function label(text) {
  const [english, own] = text.split('|');
  const translated = own ?? german[english];
  if (translated === undefined)
    throw new Error(`no German for "${english}": add it to definitions/german.json`);
  return { english, german: translated };
}

/** An id that depends on the name alone, so that generating again gives the same files. */
export function idOf(...parts) {
  const hash = createHash('sha256')
    .update(`haversack/${parts.join('/')}`)
    .digest('hex');
  const variant = ((parseInt(hash[16], 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => String(text).replace(/[&<>"]/g, (character) => escapes[character]);

/** An element: attributes that are undefined are left out, children that are undefined too. */
export function el(name, attributes = {}, ...children) {
  return {
    name,
    attributes,
    children: children.flat().filter((child) => child !== undefined && child !== null),
  };
}

function print(node, depth, lines) {
  const indent = '  '.repeat(depth);
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(value)}"`)
    .join('');
  const text = node.children.length > 0 && node.children.every((child) => typeof child !== 'object');
  if (node.children.length === 0) lines.push(`${indent}<${node.name}${attributes} />`);
  else if (text)
    lines.push(`${indent}<${node.name}${attributes}>${node.children.map(escape).join('')}</${node.name}>`);
  else {
    lines.push(`${indent}<${node.name}${attributes}>`);
    for (const child of node.children) print(child, depth + 1, lines);
    lines.push(`${indent}</${node.name}>`);
  }
}

export function document(root) {
  const lines = ['<?xml version="1.0" encoding="utf-8"?>'];
  print(root, 0, lines);
  return lines.join('\n') + '\n';
}

/** `<outer><inner description=… languagecode=…/>` for English and German. */
export function localized(outer, inner, text) {
  const { english, german: de } = label(text);
  return el(
    outer,
    {},
    el(inner, { description: english, languagecode: 1033 }),
    el(inner, { description: de, languagecode: 1031 }),
  );
}

export const flag = (value) => (value ? '1' : '0');
