import type { XmlElement } from '../../../src/shared/base/xml.ts';
import type { CascadeBehavior, OneToMany } from '../../../src/shared/metadata/table.ts';
import type { ManyToManySource, RelationshipSource } from '../solution-model.ts';
import { element, texts } from './build-xml.ts';

const cascades: Readonly<Record<CascadeBehavior, string>> = {
  none: 'NoCascade',
  all: 'Cascade',
  active: 'Active',
  userowned: 'UserOwned',
  removelink: 'RemoveLink',
  restrict: 'Restrict',
};

function role(facts: Readonly<Record<string, string | number>>): XmlElement {
  return element('EntityRelationshipRole', {}, texts(facts));
}

function oneToMany(one: OneToMany): XmlElement[] {
  return [
    ...texts({
      EntityRelationshipType: 'OneToMany',
      IsHierarchical: one.hierarchical ? 1 : undefined,
      ReferencingEntityName: one.referencing,
      ReferencedEntityName: one.referenced,
      CascadeAssign: cascades[one.onAssign],
      CascadeDelete: cascades[one.onDelete],
      CascadeShare: cascades[one.onShare],
      ReferencingAttributeName: one.column,
    }),
    element('EntityRelationshipRoles', {}, [
      // Without a stated property the column names it, which is what leaving it out says.
      ...(one.lookupProperty === ''
        ? []
        : [role({ NavigationPropertyName: one.lookupProperty, RelationshipRoleType: 1 })]),
      role({ NavigationPropertyName: one.collectionProperty, RelationshipRoleType: 0 }),
    ]),
  ];
}

function manyToMany(one: ManyToManySource): XmlElement[] {
  return [
    ...texts({
      EntityRelationshipType: 'ManyToMany',
      FirstEntityName: one.tableA,
      SecondEntityName: one.tableB,
      IntersectEntityName: one.intersectSchema,
    }),
    element('EntityRelationshipRoles', {}, [
      role({ NavigationPropertyName: one.propertyA, AssociationRoleOrdinal: 1 }),
      role({ NavigationPropertyName: one.propertyB, AssociationRoleOrdinal: 2 }),
    ]),
  ];
}

export function writeRelationship(one: RelationshipSource): XmlElement {
  const parts = one.kind === 'one-to-many' ? oneToMany(one) : manyToMany(one);
  return element('EntityRelationship', { Name: one.schemaName }, parts);
}
