import { describeQueryCases } from './query-suite.ts';

describeQueryCases('pglite');
