/** The calls of Twilio's API that the emulator answers, with the errors that Twilio gives. */
import type { EmulatedPhone } from './twilio-people.ts';

/** An error as the API words it (https://www.twilio.com/docs/usage/twilios-response). */
export class TwilioError extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Record<string, string>;
  constructor(status: number, code: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
  get body(): object {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** What it has to know of the account. */
interface Owner {
  from: string;
  messagingServiceSid: string;
  phone(number: string): EmulatedPhone;
}

export interface Outgoing {
  phone: EmulatedPhone;
  from: string;
  text: string;
  statusCallback: string | null;
}

const WORDS: Record<number, string> = {
  21211: "The 'To' number is not a valid phone number.",
  21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number.",
  21610: 'Attempt to send to unsubscribed recipient',
  21612: "The 'To' phone number is not currently reachable using the 'From' phone number via SMS.",
  21614: "'To' number is not a valid mobile number",
};

export function refused(code: number): TwilioError {
  return new TwilioError(400, code, WORDS[code] ?? 'The request was refused.');
}

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource @throws TwilioError */
export function readOutgoing(form: URLSearchParams, owner: Owner): Outgoing {
  const to = form.get('To') ?? '';
  const text = form.get('Body') ?? '';
  const from = form.get('From');
  const service = form.get('MessagingServiceSid');
  if (to === '') throw new TwilioError(400, 21604, "A 'To' phone number is required.");
  if (from === null && service === null)
    throw new TwilioError(400, 21603, "A 'From' phone number is required.");
  if (from !== null && from !== owner.from)
    throw new TwilioError(400, 21606, `The 'From' number ${from} is not a valid sender for this account.`);
  if (service !== null && service !== owner.messagingServiceSid)
    throw new TwilioError(400, 21701, 'The Messaging Service does not exist');
  if (text === '') throw new TwilioError(400, 21602, 'Message body is required.');
  if (text.length > 1600)
    throw new TwilioError(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw refused(21211);
  const phone = owner.phone(to);
  if (phone.refusedWith !== null) throw refused(phone.refusedWith);
  if (phone.optedOut) throw refused(21610);
  return { phone, from: from ?? owner.from, text, statusCallback: form.get('StatusCallback') };
}

/** The message as the API shows it. */
export function resource(sid: string, accountSid: string, { phone, from, text }: Outgoing): object {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text,
    date_created: new Date().toUTCString(),
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    num_media: '0',
    num_segments: '1',
    price: null,
    status: 'queued',
    to: phone.number,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  };
}
