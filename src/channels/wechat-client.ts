/**
 * The Wechaty gateway's protocol (https://github.com/wechaty/grpc), as far as an interview needs it.
 *
 * Of the library only this layer is loaded: 0.3 s and 72 MB, where its service layer takes 1.4 s and 98 MB, and all of wechaty
 * 1.6 s and 124 MB. Time counts, because what people write while nobody is connected is lost. And what lies above would be in
 * the way: no call has a deadline, `stop()` and the watchdog stop the gateway's own puppet, a logout is answered by logging the
 * gateway out once more, and everybody's names go into a database in the home directory
 * (https://github.com/wechaty/puppet-service/blob/main/src/client/puppet-service.ts).
 */
import { grpc, puppet } from 'wechaty-grpc';
import { failureOf, GatewayError, problemOf } from './wechat-grpc.ts';
import { idIn, isId, readPayload, readRecording } from './wechat-payloads.ts';
import {
  type ConnectProblem,
  type FriendRequest,
  LIMITS,
  MAX_VOICE_BYTES,
  type Patience,
  type Request,
  type WechatMessage,
} from './wechat-protocol.ts';

export interface Events {
  /** Something came over the stream. */
  sign(): void;
  login(): void;
  logout(): void;
  message(id: string): void;
  friendship(id: string): void;
  /** An event that nobody can make sense of. */
  unreadable(): void;
  down(problem: ConnectProblem): void;
}

export interface Connection {
  /** Opens the stream and wakes the puppet. @throws GatewayError when the gateway does not let us in */
  start(): Promise<void>;
  /** Asks for a sign of life, which comes over the stream. */
  ding(): void;
  /** Nothing more is taken from the stream; the gateway notices and waits. */
  pause(): void;
  resume(): void;
  /** Null for what nobody is to answer: our own, a room's, an official account's. @throws GatewayError, as all that follow */
  read(messageId: string): Promise<WechatMessage | null>;
  /** A voice note: its bytes, or where they lie. */
  recording(messageId: string): Promise<Uint8Array | string>;
  /** Null for what asks for nothing. */
  friend(friendshipId: string): Promise<FriendRequest | null>;
  /** @returns the gateway's id of what was sent, which may be empty */
  call(request: Request): Promise<string>;
}

/** https://github.com/wechaty/grpc/blob/main/proto/wechaty/puppet/event.proto */
const { EventType: EVENT } = puppet;

/** https://github.com/wechaty/puppet/blob/main/src/schemas/: by these numbers the library's gateways speak. */
const RECEIVED = 2;
const OFFICIAL = 2;

const CONTACTS = 500;
/** A name is no reason to keep an answer waiting. */
const NAME_MS = 2000;
/** For a voice note by the older way, which never says that there is none. */
const OLD_WAY_MS = 5000;
/** A machine that vanished from the network is noticed after two of these. */
const KEEPALIVE_MS = 15_000;

type Answer<T> = (error: Error | null, answer: T) => void;

/** @param caCert what the gateway's certificate is signed by; null: no TLS */
export function open(
  settings: { endpoint: string; token: string; caCert: string | null; patience: Patience },
  events: Events,
): Connection {
  const { endpoint, token, caCert, patience } = settings;
  const client = new puppet.PuppetClient(endpoint, credentials(token, caCert), {
    // Without TLS the token goes as the name of the host: https://github.com/wechaty/puppet-service/pull/78
    'grpc.default_authority': token,
    // The token's first part is the name in the certificate.
    'grpc.ssl_target_name_override': token.slice(0, token.lastIndexOf('_')).toLowerCase(),
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_MS,
    'grpc.enable_http_proxy': 0,
  });
  const contacts = new Map<string, { name: string; official: boolean }>();
  let stream: grpc.ClientReadableStream<puppet.EventResponse> | undefined;
  let self = '';

  const deadline = (ms = patience.callMs) => ({ deadline: Date.now() + ms });

  /** @throws GatewayError */
  function call<T>(make: (answer: Answer<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      make((error, answer) => (error ? reject(toGatewayError(error)) : resolve(answer)));
    });
  }

  const toGatewayError = (error: unknown) => new GatewayError(problemOf(error), failureOf(error));

  function take(type: number, payload: string): void {
    if (type === EVENT.EVENT_TYPE_LOGOUT || type === EVENT.EVENT_TYPE_SCAN) events.logout();
    if (type === EVENT.EVENT_TYPE_LOGIN) named(payload, 'contactId', login);
    if (type === EVENT.EVENT_TYPE_MESSAGE) named(payload, 'messageId', events.message);
    if (type === EVENT.EVENT_TYPE_FRIENDSHIP) named(payload, 'friendshipId', events.friendship);
  }

  function named(payload: string, field: string, take: (id: string) => void): void {
    const id = idIn(payload, field);
    if (id === null) events.unreadable();
    else take(id);
  }

  function login(id: string): void {
    self = id;
    events.login();
  }

  async function contactOf(id: string): Promise<{ name: string; official: boolean }> {
    const known = contacts.get(id);
    if (known) return known;
    const request = new puppet.ContactPayloadRequest();
    request.setId(id);
    const asked = call<puppet.ContactPayloadResponse>((answer) =>
      client.contactPayload(request, deadline(NAME_MS), answer),
    );
    const payload = await asked.catch(() => null);
    if (!payload) return { name: '', official: false };
    const contact = {
      name: payload.getName().slice(0, LIMITS.name),
      official: (payload.getType() as number) === OFFICIAL,
    };
    if (contacts.size >= CONTACTS) contacts.delete(contacts.keys().next().value!);
    contacts.set(id, contact);
    return contact;
  }

  return {
    async start() {
      const opened = client.event(new puppet.EventRequest());
      stream = opened;
      opened
        .on('data', (event: puppet.EventResponse) => {
          events.sign();
          take(event.getType(), event.getPayload());
        })
        .on('error', (error: unknown) => events.down(toGatewayError(error).problem))
        .on('end', () => events.down('stream_ended'));
      await call((answer) => client.start(new puppet.StartRequest(), deadline(), answer));
    },
    ding: () => void client.ding(new puppet.DingRequest(), deadline(), () => {}),
    pause: () => void stream?.pause(),
    resume: () => void stream?.resume(),
    async read(id) {
      const request = new puppet.MessagePayloadRequest();
      request.setId(id);
      const payload = await call<puppet.MessagePayloadResponse>((answer) =>
        client.messagePayload(request, deadline(), answer),
      );
      const message = readPayload(
        {
          id,
          talkerId: payload.getTalkerId(),
          roomId: payload.getRoomId(),
          text: payload.getText(),
          type: payload.getType(),
          timestamp: payload.getReceiveTime()?.toDate().getTime() ?? payload.getTimestampDeprecated(),
        },
        self,
      );
      if (!message) return null;
      const { name, official } = await contactOf(message.talker);
      return official ? null : { ...message, name };
    },
    async recording(id) {
      const found = await whereIs(id).catch((error: GatewayError) => {
        if (error.failure === 'no_answer') throw error;
        return null;
      });
      // The gateway trips over files of less than 20 KB that it has in memory, and the library then takes the older way:
      // https://github.com/wechaty/puppet-service/blob/main/src/file-box-helper/normalize-filebox.ts
      if (found === null) {
        const request = new puppet.MessageFileStreamRequest();
        request.setId(id);
        // What goes wrong on this way the gateway keeps to itself.
        const stream = client.messageFileStream(request, deadline(Math.min(OLD_WAY_MS, patience.callMs)));
        return gather(stream, (part: puppet.MessageFileStreamResponse) =>
          part.getFileBoxChunk()?.getData_asU8(),
        );
      }
      if ('bytes' in found) return found.bytes;
      if ('url' in found) return found.url;
      const request = new puppet.DownloadRequest();
      request.setId(found.uuid);
      return gather(client.download(request, deadline()), (part: puppet.DownloadResponse) =>
        part.getChunk_asU8(),
      );
    },
    async friend(id) {
      const request = new puppet.FriendshipPayloadRequest();
      request.setId(id);
      const payload = await call<puppet.FriendshipPayloadResponse>((answer) =>
        client.friendshipPayload(request, deadline(), answer),
      );
      const contact = payload.getContactId();
      if ((payload.getType() as number) !== RECEIVED || !isId(contact)) return null;
      return { id, contact, hello: payload.getHello().slice(0, LIMITS.hello) };
    },
    async call(wanted) {
      if (wanted.ask === 'send') {
        const request = new puppet.MessageSendTextRequest();
        request.setConversationId(wanted.to);
        request.setText(wanted.text);
        const sent = await call<puppet.MessageSendTextResponse>((answer) =>
          client.messageSendText(request, deadline(), answer),
        );
        return sent.getId().slice(0, LIMITS.id);
      }
      if (wanted.ask === 'accept') {
        const request = new puppet.FriendshipAcceptRequest();
        request.setId(wanted.friendship);
        await call((answer) => client.friendshipAccept(request, deadline(), answer));
      } else {
        const request = new puppet.ContactAliasRequest();
        request.setId(wanted.contact);
        request.setAlias(wanted.alias);
        await call((answer) => client.contactAlias(request, deadline(), answer));
      }
      return '';
    },
  };

  async function whereIs(id: string): Promise<NonNullable<ReturnType<typeof readRecording>>> {
    const request = new puppet.MessageFileRequest();
    request.setId(id);
    const answer = await call<puppet.MessageFileResponse>((answer) =>
      client.messageFile(request, deadline(), answer),
    );
    const found = readRecording(answer.getFileBox());
    if (found === null) throw new GatewayError('gateway_failed', 'refused');
    return found;
  }

  /** Counted while it comes. */
  async function gather<Part>(
    stream: grpc.ClientReadableStream<Part>,
    bytesOf: (part: Part) => Uint8Array | undefined,
  ): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const part of stream as AsyncIterable<Part>) {
        const some = bytesOf(part) ?? new Uint8Array();
        bytes += some.length;
        if (bytes > MAX_VOICE_BYTES) throw new GatewayError('gateway_failed', 'refused');
        parts.push(some);
      }
    } catch (error) {
      stream.cancel();
      throw error instanceof GatewayError ? error : toGatewayError(error);
    }
    if (bytes === 0) throw new GatewayError('gateway_failed', 'refused');
    return Buffer.concat(parts);
  }
}

function credentials(token: string, caCert: string | null): grpc.ChannelCredentials {
  if (caCert === null) return grpc.credentials.createInsecure();
  const perCall = grpc.credentials.createFromMetadataGenerator((_params, answer) => {
    const metadata = new grpc.Metadata();
    metadata.add('authorization', `Wechaty ${token}`);
    answer(null, metadata);
  });
  const channel = grpc.credentials.createSsl(Buffer.from(caCert));
  return grpc.credentials.combineChannelCredentials(channel, perCall);
}
