import { describeDifferential } from './differential-suite.ts';

describeDifferential('postgres', 2_000);
