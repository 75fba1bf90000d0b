#!/usr/bin/env node
/** `npx tingda …` inside the project, on any Node from 20: the command itself runs on the engine that it needs. */
import { runTingda } from '../scripts/engine.js';

await runTingda(process.argv.slice(2));
