/** A real Kannel from Debian's package, set up as docs/channels/kannel.md says. */
import { existsSync, writeFileSync } from 'node:fs';
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
  writeFileSync(file, configuration(settings, adminPort, boxPort));
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

function configuration(settings: Settings, adminPort: number, boxPort: number): string {
  const { smscPort, sendPort, username, password, callback, services = [] } = settings;
  const more = services.map(
    ({ keyword, url, method }) => `
group = sms-service
keyword = ${keyword}
${method}-url = "${url}?${ESCAPES}${method === 'get' ? '&text=%a' : ''}"
max-messages = 0
omit-empty = true
`,
  );
  return `group = core
admin-port = ${adminPort}
admin-password = tests
smsbox-port = ${boxPort}
box-allow-ip = "127.0.0.1"
dlr-storage = internal
sms-combine-concatenated-mo = true
sms-resend-freq = 1

group = smsc
smsc = smpp
smsc-id = carrier
host = 127.0.0.1
port = ${smscPort}
smsc-username = tingda
smsc-password = tests
system-type = ""
transceiver-mode = true
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendPort}
mo-recode = true
http-request-retry = 5
http-queue-delay = 1

group = sendsms-user
username = ${username}
password = ${password}
concatenation = true
max-messages = 10

group = sms-service
keyword = default
get-url = "${callback}?${ESCAPES}&text=%a"
catch-all = true
max-messages = 0
omit-empty = true
${more.join('')}`;
}
