import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type {
  ColumnPermission,
  ColumnSecurityProfile,
} from '../../../src/shared/metadata/column-security.ts';
import { allAt, attributeOf, flagOf, textAt } from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';

/** 0 not allowed, 4 allowed; anything else allows nothing. */
function isAllowed(element: XmlElement, name: string): boolean {
  const text = textAt(element, name);
  return text === '4' || flagOf(text, false);
}

function readPermission(element: XmlElement): ColumnPermission | undefined {
  const table = textAt(element, 'EntityName')?.toLowerCase();
  const column = textAt(element, 'AttributeName')?.toLowerCase();
  if (table === undefined || column === undefined) return undefined;
  return {
    table,
    column,
    read: isAllowed(element, 'CanRead'),
    create: isAllowed(element, 'CanCreate'),
    update: isAllowed(element, 'CanUpdate'),
  };
}

/** Reads a FieldSecurityProfile element. */
export function readColumnSecurity(element: XmlElement): {
  source?: ColumnSecurityProfile;
  items: ReportItem[];
} {
  const kind = 'column security';
  const name = attributeOf(element, 'name') ?? textAt(element, 'name') ?? 'unnamed';
  const id = readGuid(attributeOf(element, 'fieldsecurityprofileid') ?? '');
  if (id === undefined) return { items: [{ kind, name, status: 'not understood', reason: 'it has no id' }] };
  const read = allAt(element, 'FieldPermissions', 'FieldPermission').map(readPermission);
  const lost = read
    .filter((one) => one === undefined)
    .map((): ReportItem => ({
      kind,
      name,
      status: 'not understood',
      reason: 'a permission names no table or column',
    }));
  return {
    source: {
      id,
      name,
      description: attributeOf(element, 'description') ?? textAt(element, 'description') ?? '',
      permissions: read.flatMap((one) => one ?? []),
    },
    items: [{ kind, name, status: 'kept', reason: 'read; does not act yet' }, ...lost],
  };
}
