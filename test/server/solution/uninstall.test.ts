import { uninstallSuite } from './uninstall-suite.ts';

uninstallSuite('pglite');
