import type { Guid } from '../../src/shared/base/guid.ts';
import { sampleId } from './random.ts';

/**
 * Stands for the organisation's root business unit, whose id is made when the organisation is; the loader puts the
 * real one in.
 */
export const rootBusinessUnit = '00000000-0000-8000-8000-000000000001';

export interface SampleBusinessUnit {
  readonly id: Guid;
  readonly name: string;
  readonly parentId: Guid;
  readonly costCenter: string;
  /** The unit's owner team; rows can belong to it. */
  readonly teamId: Guid;
}

const unit = (name: string, parentId: Guid, costCenter: string): SampleBusinessUnit => ({
  id: sampleId(`businessunit ${name}`),
  name,
  parentId,
  costCenter,
  teamId: sampleId(`team ${name}`),
});

const sales = unit('Sales', rootBusinessUnit, '4000');
const north = unit('Sales North', sales.id, '4100');
const south = unit('Sales South', sales.id, '4200');

/** Root, Sales below it, and two regions below Sales. */
export const businessUnits = { sales, north, south } as const;

/** A person of the demo; `login` and `note` are what the sign-in page shows. */
export interface SamplePerson {
  readonly userId: Guid;
  readonly login: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly note: string;
  readonly businessUnitId: Guid;
  readonly managerId?: Guid;
  /** Name of the position; the hierarchy operators run along managers and positions. */
  readonly position?: string;
  /** Names of security roles; none: the person may sign in and sees no app. */
  readonly roles: readonly string[];
}

const userId = (login: string): Guid => sampleId(`systemuser ${login}`);

export const administrator: SamplePerson = {
  userId: userId('admin'),
  login: 'admin',
  firstName: 'Alex',
  lastName: 'Winter',
  title: 'System administrator',
  note: 'Administrator',
  businessUnitId: rootBusinessUnit,
  roles: ['System Administrator'],
};

export const salesManager: SamplePerson = {
  userId: userId('maria'),
  login: 'maria',
  firstName: 'Maria',
  lastName: 'Lindqvist',
  title: 'Sales manager',
  note: 'Sales manager, all of Sales',
  businessUnitId: sales.id,
  position: 'Sales Manager',
  roles: ['Sales Manager', 'Basic User'],
};

export const salesPeople: readonly SamplePerson[] = [
  {
    userId: userId('jonas'),
    login: 'jonas',
    firstName: 'Jonas',
    lastName: 'Weber',
    title: 'Account executive',
    note: 'Salesperson, Sales North',
    businessUnitId: north.id,
    managerId: salesManager.userId,
    position: 'Salesperson',
    roles: ['Salesperson', 'Basic User'],
  },
  {
    userId: userId('amelie'),
    login: 'amelie',
    firstName: 'Amélie',
    lastName: 'Laurent',
    title: 'Field sales representative',
    note: 'Salesperson, Sales North',
    businessUnitId: north.id,
    managerId: salesManager.userId,
    position: 'Salesperson',
    roles: ['Salesperson', 'Basic User'],
  },
  {
    userId: userId('tomas'),
    login: 'tomas',
    firstName: 'Tomás',
    lastName: 'Herrera',
    title: 'Field sales representative',
    note: 'Salesperson, Sales South',
    businessUnitId: south.id,
    managerId: salesManager.userId,
    position: 'Salesperson',
    roles: ['Salesperson', 'Basic User'],
  },
];

export const personWithoutRole: SamplePerson = {
  userId: userId('nora'),
  login: 'nora',
  firstName: 'Nora',
  lastName: 'Novák',
  title: 'Trainee',
  note: 'No security role yet',
  businessUnitId: south.id,
  managerId: salesManager.userId,
  roles: [],
};

/** Everybody, in the order of the sign-in page. */
export const people: readonly SamplePerson[] = [
  administrator,
  salesManager,
  ...salesPeople,
  personWithoutRole,
];
