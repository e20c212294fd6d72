import { oddNamesSuite } from './odd-names-suite.ts';

oddNamesSuite('pglite');
