import { describeQueryCases } from './query-suite.ts';

describeQueryCases('postgres');
