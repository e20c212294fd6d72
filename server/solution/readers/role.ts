import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { depth } from '../../../src/shared/security/privilege.ts';
import type { Depth } from '../../../src/shared/security/privilege.ts';
import { allAt, attributeOf, textAt, wordOf } from '../element.ts';
import type { ReportItem } from '../../../src/shared/metadata/solution-report.ts';
import type { RoleSource } from '../solution-model.ts';

const levels: Readonly<Record<string, Depth>> = {
  none: depth.none,
  basic: depth.user,
  local: depth.businessUnit,
  deep: depth.parentChild,
  global: depth.organization,
};

/** Reads a role with its privileges. */
export function readRole(element: XmlElement): { source?: RoleSource; items: ReportItem[] } {
  const id = readGuid(attributeOf(element, 'id') ?? '');
  const name = attributeOf(element, 'name') ?? 'unnamed';
  if (id === undefined)
    return { items: [{ kind: 'role', name, status: 'not understood', reason: 'it has no id' }] };
  const items: ReportItem[] = [];
  const privileges: Record<string, Depth> = {};
  for (const one of allAt(element, 'RolePrivileges', 'RolePrivilege')) {
    const privilege = attributeOf(one, 'name')?.toLowerCase() ?? '';
    const level = wordOf(levels, attributeOf(one, 'level')?.toLowerCase());
    if (/^prv\w+$/.test(privilege) && level !== undefined) privileges[privilege] = level;
    else items.push({ kind: 'role', name, status: 'not understood', reason: `privilege ${privilege}` });
  }
  const templateId = readGuid(
    attributeOf(element, 'roletemplateid') ?? textAt(element, 'roletemplateid') ?? '',
  );
  return { source: { id, name, privileges, ...(templateId === undefined ? {} : { templateId }) }, items };
}
