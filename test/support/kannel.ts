/** A real Kannel from Debian's package, set up as docs/channels/kannel.md says. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type Server, startServer, temporaryDirectory } from './server.ts';

const SBIN = '/usr/sbin';

/** Why there is no Kannel to be tested against; null where there is one. */
export function withoutKannel(): string | null {
  if (existsSync(join(SBIN, 'bearerbox')) && existsSync(join(SBIN, 'smsbox'))) return null;
  return process.env.TINGDA_WITHOUT_KANNEL || 'Kannel is not installed (npm test installs it)';
}

export interface Kannel {
  stop(): Promise<void>;
}

interface Settings {
  smscPort: number;
  /** Where `sendsms` will listen. */
  sendPort: number;
  username: string;
  password: string;
  /** Our hook with its secret; by keyword, others beside it. */
  callback: string;
  services?: { keyword: string; url: string; method: 'get' | 'post' }[];
}

export async function startKannel(settings: Settings): Promise<Kannel> {
  const directory = temporaryDirectory();
  const [adminPort, boxPort] = [await freePort(), await freePort()];
  const file = join(directory, 'kannel.conf');
  writeFileSync(file, configuration(settings, adminPort, boxPort, directory));
  const box = (name: string, port: number): Promise<Server> =>
    startServer({
      name,
      url: `http://127.0.0.1:${port}`,
      port,
      directory,
      command: join(SBIN, name),
      args: [file],
      stopSignal: 'SIGTERM',
      // Any answer will do: it listens.
      ready: async () => void (await fetch(`http://127.0.0.1:${port}/`)),
    });
  const bearerbox = await box('bearerbox', adminPort);
  const smsbox = await box('smsbox', settings.sendPort);
  return {
    async stop() {
      await smsbox.kill();
      await bearerbox.kill();
      await bearerbox.dispose();
    },
  };
}

const ESCAPES = 'from=%p&to=%P&id=%I&smsc=%i&charset=%C';

/** The file of the docs, with other addresses and passwords, and with more haste. */
function configuration(settings: Settings, adminPort: number, boxPort: number, directory: string): string {
  const { smscPort, sendPort, username, password, callback, services = [] } = settings;
  const docs = readFileSync(new URL('../../docs/channels/kannel.md', import.meta.url), 'utf8');
  const [, block = ''] = /```ini\n(.*?)\n *```/s.exec(docs) ?? [];
  const values: Record<string, string | number> = {
    'admin-port': adminPort,
    'smsbox-port': boxPort,
    'store-location': `"${join(directory, 'store')}"`,
    host: '127.0.0.1',
    port: smscPort,
    'reconnect-delay': 1,
    'sendsms-port': sendPort,
    'http-queue-delay': 1,
    username,
    password,
  };
  const set = new Set<string>();
  const lines = block.split('\n').map((line) => {
    const [, name = '', value = ''] = /^ *([\w-]+) = (.*)$/.exec(line) ?? [];
    set.add(name);
    if (name === 'get-url') return `get-url = ${value.replace(/http:[^?]*/, callback)}`;
    return name in values ? `${name} = ${values[name]}` : line.trim();
  });
  for (const name of [...Object.keys(values), 'get-url'])
    if (!set.has(name)) throw new Error(`docs/channels/kannel.md does not set ${name}`);
  const more = services.map(
    ({ keyword, url, method }) => `
group = sms-service
keyword = ${keyword}
${method}-url = "${url}?${ESCAPES}${method === 'get' ? '&text=%a' : ''}"
max-messages = 0
omit-empty = true
`,
  );
  return `${lines.join('\n')}\n${more.join('')}`;
}
