/** A whole node that is reached by SMS, Twilio emulated, and that hears. */
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { type Hearing, startHearing } from '../support/hearing.ts';
import { startTestNode, type TestNode } from './node.ts';

interface SmsNode {
  node: TestNode;
  twilio: TwilioEmulator;
  openai: Hearing['openai'];
  stop(): Promise<void>;
}

export async function startSmsNode(
  options: Parameters<typeof TwilioEmulator.start>[0] = {},
  over: Record<string, string> = {},
): Promise<SmsNode> {
  const twilio = await TwilioEmulator.start(options);
  const hearing = await startHearing();
  const node = await startTestNode({
    ...hearing.environment,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_API_ROOT: twilio.url,
    ...over,
  });
  twilio.webhook = `${node.url}/hooks/sms/twilio#rc=5&rp=all`;
  return {
    node,
    twilio,
    openai: hearing.openai,
    async stop() {
      await node.stop();
      await twilio.stop();
      await hearing.stop();
    },
  };
}
