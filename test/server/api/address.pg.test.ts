import { addressSuite } from './address-suite.ts';

addressSuite('postgres');
