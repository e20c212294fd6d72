import type { XmlElement } from '../../src/shared/base/xml.ts';

/** True for an element without text, its own or that of elements within; attributes do not count. */
export function isEmpty(element: XmlElement): boolean {
  return element.text.trim() === '' && element.children.every(isEmpty);
}
