/** A bot made with wechaty itself, in a process of its own: repeats what it hears. Arguments: endpoint, token. */
import { WechatyBuilder } from 'wechaty';
import { PuppetService } from 'wechaty-puppet-service';

const [endpoint = '', token = ''] = process.argv.slice(2);
const puppet = new PuppetService({ endpoint, token, tls: { disable: true } });
// Not the database that it would make in the home directory of whoever runs the tests.
puppet.removeAllListeners('login');
const bot = WechatyBuilder.build({ puppet: puppet as never });
bot.on('message', async (message) => {
  await message.say(`你说了：${message.text()}`);
});
bot.on('login', () => console.log('ready'));
await bot.start();
