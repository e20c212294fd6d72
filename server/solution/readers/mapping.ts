import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { ColumnMapping } from '../../../src/shared/metadata/column-mapping.ts';
import { allAt, isRemoved, textAt } from '../element.ts';

/** Reads an `EntityMap`; undefined when it names no tables. */
export function readMapping(element: XmlElement): ColumnMapping | undefined {
  const source = textAt(element, 'EntitySource')?.toLowerCase();
  const target = textAt(element, 'EntityTarget')?.toLowerCase();
  if (source === undefined || target === undefined) return undefined;
  const columns = allAt(element, 'AttributeMaps', 'AttributeMap').flatMap((one) => {
    const from = textAt(one, 'AttributeSource')?.toLowerCase();
    const to = textAt(one, 'AttributeTarget')?.toLowerCase();
    return from === undefined || to === undefined || isRemoved(one) ? [] : [{ from, to }];
  });
  return { source, target, columns };
}
