import { structureSuite } from './structure-suite.ts';

structureSuite('pglite');
