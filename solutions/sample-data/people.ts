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
  /** May not sign in, and is not offered; rows of theirs stay. */
  readonly isDisabled?: boolean;
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

export const director: SamplePerson = {
  userId: userId('henrik'),
  login: 'henrik',
  firstName: 'Henrik',
  lastName: 'Sommer',
  title: 'Sales director',
  note: 'Vice president of sales, sees all sales rows',
  businessUnitId: sales.id,
  position: 'Director',
  roles: ['Vice President of Sales', 'Basic User'],
};

export const salesManager: SamplePerson = {
  userId: userId('maria'),
  login: 'maria',
  firstName: 'Maria',
  lastName: 'Lindqvist',
  title: 'Sales manager',
  note: 'Sales manager, all of Sales',
  businessUnitId: sales.id,
  managerId: director.userId,
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

export const serviceManager: SamplePerson = {
  userId: userId('ines'),
  login: 'ines',
  firstName: 'Inés',
  lastName: 'Navarro',
  title: 'Head of service',
  note: 'CSR manager and knowledge manager, all regions',
  businessUnitId: sales.id,
  managerId: director.userId,
  position: 'Service Manager',
  roles: ['CSR Manager', 'Knowledge Manager', 'Basic User'],
};

/** One a region, since a representative sees the cases of the own unit. */
export const servicePeople: readonly SamplePerson[] = [
  {
    userId: userId('lena'),
    login: 'lena',
    firstName: 'Lena',
    lastName: 'Hübner',
    title: 'Customer service representative',
    note: 'Customer service, Sales North',
    businessUnitId: north.id,
    managerId: serviceManager.userId,
    position: 'Service Representative',
    roles: ['Customer Service Representative', 'Basic User'],
  },
  {
    userId: userId('samuel'),
    login: 'samuel',
    firstName: 'Samuel',
    lastName: 'Okafor',
    title: 'Customer service representative',
    note: 'Customer service, Sales South, not on phones',
    businessUnitId: south.id,
    managerId: serviceManager.userId,
    position: 'Service Representative',
    roles: ['Customer Service Representative'],
  },
];

export const disabledPerson: SamplePerson = {
  userId: userId('pavel'),
  login: 'pavel',
  firstName: 'Pavel',
  lastName: 'Dvořák',
  title: 'Account executive',
  note: 'Has left the company',
  businessUnitId: north.id,
  managerId: salesManager.userId,
  isDisabled: true,
  roles: ['Salesperson', 'Basic User'],
};

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
  director,
  serviceManager,
  ...servicePeople,
  disabledPerson,
  personWithoutRole,
];

export interface SampleTeam {
  readonly id: Guid;
  readonly name: string;
  readonly description: string;
  readonly businessUnitId: Guid;
  /** 0 owner, 1 access, 2 security group of the sign-in provider. */
  readonly type: 0 | 1 | 2;
  readonly memberIds: readonly Guid[];
}

/** Teams beside the one that each unit has by itself. */
export const teams: readonly SampleTeam[] = [
  {
    id: sampleId('team Deal desk'),
    name: 'Deal desk',
    description: 'Helps with large deals that are shared with it, in both regions.',
    businessUnitId: sales.id,
    type: 1,
    memberIds: [salesManager, ...salesPeople.slice(1)].map((one) => one.userId),
  },
  {
    id: sampleId('team Field service group'),
    name: 'Field service (group of the sign-in provider)',
    description: 'Members come from the group “field-service” of the sign-in provider.',
    businessUnitId: sales.id,
    type: 2,
    memberIds: servicePeople.map((one) => one.userId),
  },
];
