import { describeDifferential } from './differential-suite.ts';

describeDifferential('pglite', 2_000);
