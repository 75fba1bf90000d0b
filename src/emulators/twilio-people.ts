/** The phones on the other side of the number: what they send becomes calls of the webhook, what is sent reaches them. */
import { Correspondent } from './correspondent.ts';

/** An SMS on a phone. */
export interface PhoneMessage {
  sid: string;
  text: string;
  /** Epoch milliseconds. */
  at: number;
}

export interface PhoneFile {
  type: string;
  bytes: Uint8Array;
}

/** What phones need of the emulator. */
interface Network {
  /** Resolves when the application has been told, or Twilio has given up. */
  incoming(phone: EmulatedPhone, text: string, files: PhoneFile[], optOutType?: string): Promise<string>;
  optOut: 'default' | 'advanced' | 'off';
}

/** Twilio's own words, by what it takes (https://help.twilio.com/articles/223134027). */
const KEYWORDS = {
  STOP: /^(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)$/,
  START: /^(?:START|YES|UNSTOP)$/,
  HELP: /^(?:HELP|INFO)$/,
} as const;
const REPLIES = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
} as const;

export class EmulatedPhone extends Correspondent<PhoneMessage> {
  readonly number: string;
  /** What Twilio itself wrote: confirmations of STOP, START, HELP. */
  readonly fromTwilio: string[] = [];
  /** The application may not write here: Twilio refuses with 21610. */
  optedOut = false;
  /** Refused when it is sent (21211, 21614 …); null: not. */
  refusedWith: number | null = null;
  /** Accepted, then reported as undelivered with this code (30003 …); null: delivered. */
  undeliveredWith: number | null = null;
  readonly #network: Network;
  #last: Promise<unknown> = Promise.resolve();

  constructor(number: string, network: Network) {
    super();
    this.number = number;
    this.#network = network;
  }

  protected get called(): string {
    return this.number;
  }

  /** One after the other: what a person sends comes in the order in which it was typed. @returns the MessageSid */
  send(text: string, files: PhoneFile[] = []): Promise<string> {
    const sending = this.#last.then(() => this.#send(text, files));
    this.#last = sending.catch(() => {});
    return sending;
  }

  async #send(text: string, files: PhoneFile[]): Promise<string> {
    const { optOut } = this.#network;
    const word = text.trim().toUpperCase();
    const taken = optOut === 'off' ? undefined : keyword(word);
    // Before the application hears of it.
    if (taken === 'STOP') this.optedOut = true;
    if (taken === 'START' && (this.optedOut || word !== 'YES')) this.optedOut = false;
    else if (taken === 'START') return this.#network.incoming(this, text, files);
    if (taken) this.fromTwilio.push(REPLIES[taken]);
    return this.#network.incoming(this, text, files, optOut === 'advanced' ? taken : undefined);
  }
}

function keyword(word: string): keyof typeof KEYWORDS | undefined {
  return (Object.keys(KEYWORDS) as (keyof typeof KEYWORDS)[]).find((kind) => KEYWORDS[kind].test(word));
}
