import { main } from './simulate.ts';

/** Entry of `npm run simulate`. */
process.exitCode = await main(process.argv.slice(2), (line) => void process.stdout.write(`${line}\n`));
