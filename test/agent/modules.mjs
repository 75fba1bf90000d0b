/** Loaded before the program: prints each library of models that it loads. */
import { registerHooks } from 'node:module';

const seen = new Set();
registerHooks({
  resolve(name, context, next) {
    const found = next(name, context);
    const library = /node_modules\/(langchain|@langchain\/[a-z]+|openai|langsmith)\//.exec(found.url)?.[1];
    if (library && !seen.has(library)) {
      seen.add(library);
      process.stderr.write(`loads ${library}\n`);
    }
    return found;
  },
});
