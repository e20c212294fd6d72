/**
 * A parsed XML element. Names keep their case and prefix; `text` is the element's own character data, concatenated
 * and untrimmed, without that of its children.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** All child elements of that name, in document order. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** First child element of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** Walks down one child name after the other. */
export function descend(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => child(at, name), element);
}

/** Value of an attribute; undefined when it is absent. */
export function attr(element: XmlElement | undefined, name: string): string | undefined {
  const attributes = element?.attributes;
  return attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Trimmed text of a child element; undefined when the child is absent or empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  const text = child(element, name)?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** Reads `1`, `true`, `yes` (any case) as true, `0`, `false`, `no` as false, all else as the given default. */
export function readFlag(text: string | undefined, otherwise: boolean): boolean {
  switch (text?.trim().toLowerCase()) {
    case '1':
    case 'true':
    case 'yes':
      return true;
    case '0':
    case 'false':
    case 'no':
      return false;
    default:
      return otherwise;
  }
}

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text made safe for element content and attribute values alike. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\n\r\t]/g, (sign) => special[sign] ?? sign);
}

/** Prints the element on one line, without a declaration. */
export function printXml(element: XmlElement): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  if (element.children.length === 0 && element.text === '') return `<${element.name}${attributes}/>`;
  const inside = escapeXml(element.text) + element.children.map(printXml).join('');
  return `<${element.name}${attributes}>${inside}</${element.name}>`;
}
