import { writeSuite } from './write-suite.ts';

writeSuite('postgres');
