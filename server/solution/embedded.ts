import type { XmlElement } from '../../src/shared/base/xml.ts';
import { parseXml } from './xml.ts';

/** Some elements hold their document as elements or, in older exports, as escaped text. `path` is for messages. */
export function embedded(element: XmlElement | undefined, path: string): XmlElement | undefined {
  const inside = element?.children[0];
  if (inside !== undefined) return inside;
  const text = element?.text.trim() ?? '';
  return text === '' ? undefined : parseXml(text, path);
}
