/** What web-test-runner's mocha gives browser tests. */
declare function describe(name: string, suite: () => void): void;
declare function it(name: string, test: () => void | Promise<void>): void;
declare function before(run: () => void | Promise<void>): void;
declare function after(run: () => void | Promise<void>): void;
declare function beforeEach(run: () => void | Promise<void>): void;
declare function afterEach(run: () => void | Promise<void>): void;
