import { namesSuite } from './names-suite.ts';

namesSuite('pglite');
