import type { Guid } from '../../src/shared/base/guid.ts';
import type { Row, RowValue } from '../../src/shared/metadata/row.ts';
import { businessUnits, rootBusinessUnit, salesManager, salesPeople } from './people.ts';
import type { Choices } from './random.ts';

export interface SampleRows {
  readonly table: string;
  readonly rows: readonly Row[];
}

/** Who owns a row: a person, or a unit's team. */
export interface Owner {
  readonly kind: 'systemuser' | 'team';
  readonly id: Guid;
  readonly businessUnitId: Guid;
}

/** A person as owner of rows. */
export const personOwner = (one: { userId: Guid; businessUnitId: Guid }): Owner => ({
  kind: 'systemuser',
  id: one.userId,
  businessUnitId: one.businessUnitId,
});
const team = (unit: { id: Guid; teamId: Guid }): Owner => ({
  kind: 'team',
  id: unit.teamId,
  businessUnitId: unit.id,
});

/** Sales people carry most rows, their manager and the units' teams the rest. */
const owners: readonly (readonly [Owner, number])[] = [
  ...salesPeople.map((one): readonly [Owner, number] => [personOwner(one), 27]),
  [personOwner(salesManager), 9],
  [team(businessUnits.north), 5],
  [team(businessUnits.south), 5],
];

export function chooseOwner(choices: Choices): Owner {
  return choices.weighted(owners);
}

/** The same person, or now and then a colleague: who works on a row is not always who owns the customer. */
export function nearOwner(choices: Choices, owner: Owner): Owner {
  return choices.chance(0.85) ? owner : chooseOwner(choices);
}

/** The owner as a person: activities are done by people, also where a team owns the customer. */
export function personOf(choices: Choices, owner: Owner): Owner {
  if (owner.kind === 'systemuser') return owner;
  return personOwner(choices.pick(salesPeople.filter((one) => one.businessUnitId === owner.businessUnitId)));
}

/** Columns that the owner sets. */
export function ownedBy(owner: Owner): Row {
  return {
    ownerid: owner.id,
    ownerid__type: owner.kind,
    owningbusinessunit: owner.businessUnitId,
    owninguser: owner.kind === 'systemuser' ? owner.id : null,
    owningteam: owner.kind === 'team' ? owner.id : null,
  };
}

/** When a row was made and last changed, and by whom. */
export function recorded(created: string, modified: string, by?: Owner): Row {
  const author: RowValue = by?.kind === 'systemuser' ? by.id : salesManager.userId;
  return {
    createdon: created,
    modifiedon: modified < created ? created : modified,
    createdby: author,
    modifiedby: author,
  };
}

/** An amount with two digits, as money columns hold it. */
export function money(amount: number): string {
  return amount.toFixed(2);
}

/** The unit's id as rows name it; the loader replaces the root's. */
export const allBusinessUnitIds: readonly Guid[] = [
  rootBusinessUnit,
  businessUnits.sales.id,
  businessUnits.north.id,
  businessUnits.south.id,
];
