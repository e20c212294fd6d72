import { uninstallSuite } from './uninstall-suite.ts';

uninstallSuite('postgres');
