import { readGuid } from '../../../src/shared/base/guid.ts';
import type { XmlElement } from '../../../src/shared/base/xml.ts';
import { attributeOf, childOf, childrenOf, numberOf } from '../element.ts';

/** The roles that a form or dashboard is shown to, absent for everyone, and its place among those of its table. */
export function readDisplayRoles(form: XmlElement): { order: number; roles?: readonly string[] } {
  const conditions = childOf(form, 'DisplayConditions');
  const order = numberOf(attributeOf(conditions, 'Order')) ?? 0;
  if (conditions === undefined || childOf(conditions, 'Everyone') !== undefined) return { order };
  const roles = childrenOf(conditions, 'Role').flatMap(
    (role) => readGuid(attributeOf(role, 'Id') ?? '') ?? [],
  );
  return roles.length === 0 ? { order } : { order, roles };
}
