import { rightsSuite } from './rights-suite.ts';

rightsSuite('pglite');
