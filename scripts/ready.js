/** `npm run demo`: from a fresh clone to the first question. */
import { runTingda } from './engine.js';

await runTingda(process.argv.slice(2).filter((argument) => argument !== '--'));
