import { webApiSuite } from './web-api-suite.ts';

webApiSuite('postgres');
