/** `npm run bench`: installs what is missing, then measures. Arguments are passed on: `npm run bench -- ack`. */
import { join } from 'node:path';
import { engine, fail, install, root, run } from './engine.js';
import { installServices } from './services.js';

await install({ tools: true });
const withoutServices = await installServices();
if (withoutServices) fail(`Nothing can be measured: ${withoutServices}.`);
process.exitCode = await run(engine(), [join(root, 'bench/run.ts'), ...process.argv.slice(2)]);
