import fc from 'fast-check';
import { printXml } from '../../../src/shared/base/xml.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { parseXml } from '../../../server/solution/xml.ts';

/** One way of spoiling a document; `at` and `other` choose elements, whatever their number. */
export interface Mutation {
  readonly kind: 'drop' | 'double' | 'swap' | 'text' | 'attribute' | 'rename' | 'move';
  readonly at: number;
  readonly other: number;
  readonly value: string;
}

/** Values that some reader may take for what they are not. */
const values = [
  '',
  '0',
  '-1',
  '1e308',
  '99999999999999999999',
  '2147483648',
  'NaN',
  '1.5',
  'true',
  '{not a guid}',
  '00000000-0000-0000-0000-000000000000',
  '__proto__',
  'constructor',
  'demo_thing',
  'demo_thingid',
  'account',
  'systemuser',
  'ownerid',
  'statecode',
  'versionnumber',
  'createdon',
  'nvarchar',
  'primarykey',
  'lookup',
  'picklist',
  'bit',
  'datetime',
  'UserOwned',
  'none',
  'ManyToMany',
  "'; drop table x; --",
  '\u{1F600}',
  'x'.repeat(300),
] as const;

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('drop', 'double', 'swap', 'text', 'attribute', 'rename', 'move'),
  at: fc.nat(100_000),
  other: fc.nat(100_000),
  value: fc.constantFrom(...values),
});

interface Node {
  name: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
}

function copy(element: XmlElement): Node {
  return {
    name: element.name,
    attributes: { ...element.attributes },
    children: element.children.map(copy),
    text: element.text,
  };
}

interface Place {
  readonly node: Node;
  readonly parent: Node;
}

/** Every element below the root with its parent, in document order. */
function places(root: Node): Place[] {
  return root.children.flatMap((node) => [{ node, parent: root }, ...places(node)]);
}

function contains(node: Node, sought: Node): boolean {
  return node === sought || node.children.some((child) => contains(child, sought));
}

function setAttribute(node: Node, other: number, value: string): void {
  const names = Object.keys(node.attributes);
  const name = names[other % Math.max(names.length, 1)];
  if (name === undefined) node.text = value;
  else node.attributes[name] = value;
}

function apply(root: Node, { kind, at, other, value }: Mutation): void {
  const all = places(root);
  const one = all[at % Math.max(all.length, 1)];
  const two = all[other % Math.max(all.length, 1)];
  if (one === undefined || two === undefined) return;
  const index = one.parent.children.indexOf(one.node);
  if (kind === 'drop') one.parent.children.splice(index, 1);
  else if (kind === 'double') one.parent.children.splice(index, 0, copy(one.node));
  else if (kind === 'text') one.node.text = value;
  else if (kind === 'attribute') setAttribute(one.node, other, value);
  else if (kind === 'rename') one.node.name = two.node.name;
  else if (kind === 'swap')
    [one.node.attributes, two.node.attributes, one.node.text, two.node.text] = [
      two.node.attributes,
      one.node.attributes,
      two.node.text,
      one.node.text,
    ];
  else if (!contains(one.node, two.node)) {
    one.parent.children.splice(index, 1);
    two.node.children.push(one.node);
  }
}

/** The document with the mutations made one after the other; it is well-formed still. */
export function mutateXml(text: string, mutations: readonly Mutation[]): string {
  const root = copy(parseXml(text, 'original.xml'));
  for (const one of mutations) apply(root, one);
  return printXml(root);
}
