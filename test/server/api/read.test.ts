import { readSuite } from './read-suite.ts';

readSuite('pglite');
