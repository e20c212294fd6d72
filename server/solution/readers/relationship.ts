import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { CascadeBehavior } from '../../../src/shared/metadata/table.ts';
import { allAt, attributeOf, flagOf, textAt, wordOf } from '../element.ts';
import type { RelationshipSource } from '../solution-model.ts';

const cascades: Readonly<Record<string, CascadeBehavior>> = {
  nocascade: 'none',
  cascade: 'all',
  active: 'active',
  userowned: 'userowned',
  removelink: 'removelink',
  restrict: 'restrict',
};

function cascadeOf(element: XmlElement, name: string): CascadeBehavior {
  return wordOf(cascades, textAt(element, name)?.toLowerCase()) ?? 'none';
}

/** Reads a relationship; undefined when it lacks what makes one, which the caller reports. */
export function readRelationship(element: XmlElement): RelationshipSource | undefined {
  const schemaName = attributeOf(element, 'Name');
  if (schemaName === undefined) return undefined;
  const roles = allAt(element, 'EntityRelationshipRoles', 'EntityRelationshipRole');
  if (textAt(element, 'EntityRelationshipType') === 'ManyToMany') {
    const first = textAt(element, 'FirstEntityName');
    const second = textAt(element, 'SecondEntityName');
    const intersect = textAt(element, 'IntersectEntityName');
    if (first === undefined || second === undefined || intersect === undefined) return undefined;
    const property = (ordinal: string): string =>
      textAt(
        roles.find((role) => textAt(role, 'AssociationRoleOrdinal') === ordinal),
        'NavigationPropertyName',
      ) ?? schemaName;
    return {
      kind: 'many-to-many',
      schemaName,
      intersect: intersect.toLowerCase(),
      intersectSchema: intersect,
      tableA: first.toLowerCase(),
      propertyA: property('1'),
      tableB: second.toLowerCase(),
      propertyB: property('2'),
    };
  }
  const referencing = textAt(element, 'ReferencingEntityName')?.toLowerCase();
  const referenced = textAt(element, 'ReferencedEntityName')?.toLowerCase();
  const column = textAt(element, 'ReferencingAttributeName')?.toLowerCase();
  if (referencing === undefined || referenced === undefined || column === undefined) return undefined;
  const property = (type: string): string | undefined =>
    textAt(
      roles.find((role) => textAt(role, 'RelationshipRoleType') === type),
      'NavigationPropertyName',
    );
  return {
    kind: 'one-to-many',
    schemaName,
    referenced,
    referencing,
    column,
    lookupProperty: property('1') ?? '',
    collectionProperty: property('0') ?? schemaName,
    onDelete: cascadeOf(element, 'CascadeDelete'),
    onAssign: cascadeOf(element, 'CascadeAssign'),
    onShare: cascadeOf(element, 'CascadeShare'),
    ...(flagOf(textAt(element, 'IsHierarchical'), false) ? { hierarchical: true } : {}),
  };
}
