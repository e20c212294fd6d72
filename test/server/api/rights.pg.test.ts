import { rightsSuite } from './rights-suite.ts';

rightsSuite('postgres');
