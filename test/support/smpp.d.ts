/** The part of `smpp` that the test SMSC uses; the package has no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  export interface Pdu {
    command_status: number;
    source_addr: string;
    destination_addr: string;
    data_coding: number;
    esm_class: number;
    registered_delivery: number;
    short_message: { udh?: Buffer | Buffer[]; message: string };
    response(fields?: object): Pdu;
  }
  export interface Session extends EventEmitter {
    send(pdu: Pdu): void;
    deliver_sm(fields: object, answered?: (pdu: Pdu) => void): void;
    close(): void;
    destroy(): void;
  }
  const smpp: { createServer(options: object, connected: (session: Session) => void): NetServer };
  export default smpp;
}
