/** A carrier's SMSC, for a real gateway to bind to: it takes what is sent, delivers what people write, and tells of delivery. */
import { once } from 'node:events';
import type { Server } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';

/** SMPP 3.4: the message holds a header (esm_class), the text is UCS-2 (data_coding), the sender is international (TON). */
const HAS_HEADER = 0x40;
const UCS2 = 8;
const INTERNATIONAL = 1;
const RECEIPT = 0x04;

export interface Sms {
  from: string;
  to: string;
  /** Put together from its parts. */
  text: string;
  parts: number;
  dataCoding: number;
}

export class TestSmsc {
  readonly port: number;
  /** What was sent, whole. */
  readonly sent: Sms[] = [];
  /** What becomes of what is sent: `stat` of the receipt; null sends none. */
  stat: string | null = 'DELIVRD';
  /** A number that is refused at once, and with which status. */
  readonly refuses = new Map<string, number>();
  #server: Server | null = null;
  readonly #sessions = new Set<Session>();
  readonly #parts = new Map<string, string[]>();
  #ids = 0;
  #reference = 0;

  constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    this.#server = smpp.createServer({}, (session) => this.#welcome(session));
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** As in a power cut: every link breaks. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const session of this.#sessions) session.destroy();
    this.#sessions.clear();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  get bound(): boolean {
    return this.#sessions.size > 0;
  }

  /** A person writes; long texts go in parts, the last of them first if that is wanted. */
  async deliver(from: string, to: string, text: string, { reversed = false } = {}): Promise<void> {
    const longest = 67;
    const parts = text.length <= 70 ? [text] : (text.match(new RegExp(`.{1,${longest}}`, 'gsu')) ?? []);
    const reference = ++this.#reference % 256;
    const pdus = parts.map((message, i) =>
      parts.length === 1
        ? { short_message: message }
        : {
            esm_class: HAS_HEADER,
            short_message: { udh: Buffer.from([5, 0, 3, reference, parts.length, i + 1]), message },
          },
    );
    for (const pdu of reversed ? pdus.toReversed() : pdus) {
      const status = await this.#deliver({
        source_addr: from.replace('+', ''),
        source_addr_ton: from.startsWith('+') ? INTERNATIONAL : 0,
        source_addr_npi: 1,
        destination_addr: to,
        data_coding: UCS2,
        ...pdu,
      });
      if (status !== 0) throw new Error(`The gateway refused a message with status ${status}.`);
    }
  }

  #deliver(fields: object): Promise<number> {
    const [session] = this.#sessions;
    if (!session) throw new Error('No gateway is bound.');
    return new Promise((resolve) => session.deliver_sm(fields, (answer) => resolve(answer.command_status)));
  }

  #welcome(session: Session): void {
    session.on('error', () => session.destroy());
    session.on('close', () => this.#sessions.delete(session));
    session.on('bind_transceiver', (pdu: Pdu) => {
      session.send(pdu.response());
      this.#sessions.add(session);
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu: Pdu) => this.#take(session, pdu));
  }

  #take(session: Session, pdu: Pdu): void {
    const to = pdu.destination_addr;
    const refused = this.refuses.get(to);
    if (refused !== undefined) {
      session.send(pdu.response({ command_status: refused }));
      return;
    }
    const id = String(++this.#ids);
    session.send(pdu.response({ message_id: id }));
    this.#assemble(pdu);
    if (!pdu.registered_delivery || this.stat === null) return;
    const date = '2611260100';
    session.deliver_sm({
      source_addr: to,
      destination_addr: pdu.source_addr,
      esm_class: RECEIPT,
      short_message:
        `id:${id} sub:001 dlvrd:001 submit date:${date} done date:${date} ` +
        `stat:${this.stat} err:000 text:`,
    });
  }

  #assemble({ source_addr: from, destination_addr: to, data_coding: dataCoding, short_message }: Pdu): void {
    const { udh, message } = short_message;
    const header = Buffer.isBuffer(udh) ? udh : udh?.[0];
    if (!header) {
      this.sent.push({ from, to, text: message, parts: 1, dataCoding });
      return;
    }
    // With or without its own length in front.
    const [reference, total, number] = [...header.subarray(-3)] as [number, number, number];
    const key = `${to} ${reference}`;
    const parts = this.#parts.get(key) ?? [];
    parts[number - 1] = message;
    this.#parts.set(key, parts);
    if (parts.filter((part) => part !== undefined).length < total) return;
    this.#parts.delete(key);
    this.sent.push({ from, to, text: parts.join(''), parts: total, dataCoding });
  }
}
