import { modelStampSuite } from './model-stamp-suite.ts';

modelStampSuite('pglite');
