/** `TINGDA_URL=… TINGDA_KEY=… node connectors/tour/main.ts`: see docs/sandbox.md. */
import { takeTour } from './tour.ts';

const { TINGDA_URL: url = 'http://127.0.0.1:3000', TINGDA_KEY: key } = process.env;
if (!key) {
  process.stderr.write('The tour needs TINGDA_KEY: the key that `npm run demo` prints.\n');
  process.exit(2);
}
await takeTour({ url, key, say: (line) => process.stdout.write(`${line}\n`) });
