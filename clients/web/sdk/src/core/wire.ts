import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  AlbumSchema,
  Album_ItemSchema,
  CardSchema,
  ChangeSchema,
  CombinedSchema,
  ContentSchema,
  CustomSchema,
  DownSchema,
  ForwardedSchema,
  HistoryPageSchema,
  HistoryRequestSchema,
  LocationSchema,
  MediaSchema,
  SendSchema,
  ThreadSchema,
  type Album as AlbumMessage,
  type Content as ContentMessage,
  type Custom as CustomMessage,
  type Down,
  type Media as MediaMessage,
  type Message as EntryMessage,
  type Now as NowMessage,
  type Refusal,
} from '../generated/waggle/v1/wire_pb.js';
import type { Codec, HistoryQuery, Received } from './codec.js';
import { fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from './bytes.js';
import type { Combined, Content, Custom, Entry, Ephemeral, Thread } from './entry.js';
import { retryAfterOf, WaggleError } from './errors.js';
import { fieldsToJson, timeToText } from './fields.js';
import { idToNumber, idToText } from './id.js';
import type { Notice, Notices, Now, Presence } from './notices.js';
import type { Location, Media, OwnMedia } from './operations.js';
import { uuidToBytes, uuidToText } from './uuid.js';

/** The wire in protobuf, `format=protobuf`. */
export const protobufCodec: Codec = {
  format: 'protobuf',
  decodeDown,
  decodeHistoryPage,
  encodeHistoryRequest,
  encodeSend,
  decodeRefusal,
};

/** @throws WaggleError `protocol`, if it is no `Down` */
export function decodeDown(bytes: Uint8Array): Received {
  const { event } = decode(() => fromBinary(DownSchema, bytes));
  switch (event.case) {
    case 'message':
      return { kind: 'entry', entry: entryOf(event.value) };
    case 'now':
      return { kind: 'now', now: nowOf(event.value) };
    case 'presence':
      return { kind: 'presence', presence: fieldsOf(DownSchema.field.presence, event.value) as Presence };
    case undefined:
      return { kind: 'unknown' };
    default:
      return { kind: 'notice', notice: noticeOf(event) };
  }
}

/** @throws WaggleError `protocol`, if it is neither a page nor a refusal; the refusal, if it is one */
export function decodeHistoryPage(bytes: Uint8Array): { items: Entry[]; more: boolean } {
  const page = decode(() => fromBinary(HistoryPageSchema, bytes));
  return { items: page.items.map(entryOf), more: page.more };
}

export function encodeHistoryRequest(query: HistoryQuery): Uint8Array<ArrayBuffer> {
  return toBinary(
    HistoryRequestSchema,
    create(HistoryRequestSchema, {
      conversation: idToNumber(query.conversation),
      before: BigInt(query.before ?? 0),
      ...(query.after === undefined ? {} : { after: BigInt(query.after) }),
      ...(query.since === undefined ? {} : { since: BigInt(query.since) }),
      ...(query.around === undefined ? {} : { around: BigInt(query.around) }),
      ...(query.from === undefined ? {} : { from: timeOf(query.from) }),
      kind: query.kind ?? '',
      sender: query.sender === undefined ? 0n : idToNumber(query.sender),
      limit: query.limit ?? 0,
    }),
  );
}

/** The names of the members that `Send` itself knows; all others are kept as they are. */
const knownMembers: ReadonlySet<string> = new Set([
  'id', 'text', 'custom', 'image', 'file', 'voice', 'video', 'album', 'location', 'card', 'typing',
  'caption', 'replyTo', 'thread', 'noForward', 'mentions', 'mentionAll', 'expiresAt', 'burnAfter',
]); // prettier-ignore

/** @throws WaggleError `invalid-payload`, if the message has no form on the wire */
export function encodeSend(message: Ephemeral, id?: string): Uint8Array<ArrayBuffer> {
  try {
    const content = message as Content;
    const mentions = content.mentions ?? [];
    return toBinary(
      SendSchema,
      create(SendSchema, {
        id: id === undefined ? new Uint8Array() : uuidToBytes(id),
        expiresAt: message['expiresAt'] === undefined ? 0n : timeOf(message['expiresAt'] as string),
        burnAfter: (message['burnAfter'] as number | undefined) ?? 0,
        content: create(ContentSchema, {
          kind: kindOf(content),
          caption: content.caption ?? '',
          replyTo: BigInt(content.replyTo ?? 0),
          thread: BigInt(typeof content.thread === 'number' ? content.thread : 0),
          noForward: content.noForward === true,
          mentions: mentions.filter((uid) => uid !== 'all').map(idToNumber),
          mentionAll: content.mentionAll === true || mentions.includes('all'),
          extra: extraOf(content),
        }),
      }),
    );
  } catch (cause) {
    throw new WaggleError('invalid-payload', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Reads a refusal in place of an answer to a request. Undefined, if the answer is none. */
export function decodeRefusal(answer: Uint8Array): WaggleError | undefined {
  // The tag of Down.error, with which neither JSON nor a page of history begins.
  if (answer[0] !== 0x12) {
    return undefined;
  }
  const { event } = decode(() => fromBinary(DownSchema, answer));
  return event.case === 'error'
    ? new WaggleError(event.value.code, event.value.detail, retryAfterOf(event.value.retryAfter))
    : undefined;
}

function decode<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new WaggleError('protocol', 'The payload is not protobuf.', { cause });
  }
}

function fieldsOf(field: (typeof DownSchema.field)[keyof typeof DownSchema.field], value: object): unknown {
  if (field.fieldKind !== 'message') {
    throw new TypeError(`${field.name} is no message`);
  }
  return fieldsToJson(field.message, value as Parameters<typeof fieldsToJson>[1]);
}

function noticeOf(event: Exclude<Down['event'], { case: 'message' | 'now' | 'presence' | undefined }>): Notice {
  switch (event.case) {
    case 'error':
      return { name: 'error', value: refusalOf(event.value) };
    case 'answer':
      return {
        name: 'answer',
        value: {
          method: event.value.method,
          ...(event.value.id === '' ? {} : { id: event.value.id }),
          ...(event.value.outcome.case === 'result'
            ? { result: JSON.parse(fromUtf8(event.value.outcome.value)) as unknown }
            : {}),
          ...(event.value.outcome.case === 'error' ? { error: refusalOf(event.value.outcome.value) } : {}),
        },
      };
    default:
      return {
        name: DownSchema.field[event.case].jsonName,
        value: fieldsOf(DownSchema.field[event.case], event.value),
      } as Notice;
  }
}

function refusalOf(refusal: Refusal): Notices['error'] {
  return {
    code: refusal.code,
    ...(refusal.id.length === 0 ? {} : { id: uuidToText(refusal.id) }),
    ...(refusal.detail === '' ? {} : { detail: refusal.detail }),
    ...(refusal.retryAfter === undefined ? {} : { retryAfter: refusal.retryAfter }),
  };
}

function entryOf(message: EntryMessage): Entry {
  const entry: Entry = {
    conversation: idToText(message.conversation),
    seq: Number(message.seq),
    from: idToText(message.from),
    at: timeToText(message.at),
  };
  if (message.recalled !== undefined) {
    entry.recalled = { by: idToText(message.recalled.by), at: timeToText(message.recalled.at) };
  } else if (message.expired) {
    entry.expired = true;
  } else {
    entry.id = uuidToText(message.id);
    if (message.expiresAt > 0n) {
      entry.expiresAt = timeToText(message.expiresAt);
    }
    if (message.burnAfter > 0) {
      entry.burnAfter = message.burnAfter;
    }
    Object.assign(entry, contentOf(message.content));
    if (message.quote !== undefined) {
      entry.quote = quoteOf(message.quote);
    }
    if (message.edited !== undefined) {
      entry.edited = { at: timeToText(message.edited.at) };
    }
    if (message.reactions.length > 0) {
      entry.reactions = message.reactions.map(({ emoji, count }) => ({ emoji, count }));
    }
  }
  // A root that was recalled keeps its thread.
  if (message.thread !== undefined) {
    entry.thread = fieldsToJson(ThreadSchema, message.thread) as Thread;
  }
  if (message.version !== undefined) {
    entry.version = Number(message.version);
  }
  return entry;
}

function quoteOf(quote: NonNullable<EntryMessage['quote']>): NonNullable<Entry['quote']> {
  return {
    seq: Number(quote.seq),
    ...(quote.from === 0n ? {} : { from: idToText(quote.from) }),
    ...(quote.kind === '' ? {} : { kind: quote.kind }),
    ...(quote.text === '' ? {} : { text: quote.text }),
    ...(quote.gone === undefined ? {} : { gone: quote.gone }),
  };
}

function nowOf(message: NowMessage): Now {
  return {
    from: idToText(message.from),
    ...(message.place.case === undefined ? {} : { [message.place.case]: idToText(message.place.value) }),
    at: timeToText(message.at),
    ...contentOf(message.content),
  };
}

function contentOf(content: ContentMessage | undefined): Content {
  if (content === undefined) {
    return {};
  }
  const json: Content = kindToJson(content.kind);
  if (content.caption !== '') {
    json.caption = content.caption;
  }
  if (content.forwarded !== undefined) {
    json.forwarded = fieldsToJson(ForwardedSchema, content.forwarded);
  }
  if (content.noForward) {
    json.noForward = true;
  }
  if (content.thread > 0n) {
    json.thread = Number(content.thread);
  }
  if (content.replyTo > 0n) {
    json.replyTo = Number(content.replyTo);
  }
  if (content.mentions.length > 0) {
    json.mentions = content.mentions.map(idToText);
  }
  if (content.mentionAll) {
    json.mentionAll = true;
  }
  if (content.extra.length > 0) {
    // What the SDK knows wins over a member of the same name, whoever sent it.
    return { ...(JSON.parse(fromUtf8(content.extra)) as object), ...json };
  }
  return json;
}

function kindToJson(kind: ContentMessage['kind']): Content {
  switch (kind.case) {
    case undefined:
      return {};
    case 'text':
    case 'typing':
      return { [kind.case]: kind.value };
    case 'custom':
      return { custom: customOf(kind.value) };
    case 'image':
    case 'file':
    case 'voice':
    case 'video':
      return { [kind.case]: mediaOf(kind.value) };
    case 'album':
      return { album: albumOf(kind.value) };
    case 'location':
      return {
        location: omitEmpty({
          lat: kind.value.lat ?? 0,
          lon: kind.value.lon ?? 0,
          accuracy: kind.value.accuracy,
          name: kind.value.name,
          address: kind.value.address,
        }) as Location,
      };
    case 'card':
      return {
        card: omitEmpty({
          uid: kind.value.uid === 0n ? '' : idToText(kind.value.uid),
          name: kind.value.name,
          phones: kind.value.phones,
          emails: kind.value.emails,
        }),
      };
    case 'edit':
      return { edit: { seq: Number(kind.value.seq), ...contentOf(kind.value.content) } };
    case 'pin':
      return { [kind.value.removed ? 'unpin' : 'pin']: { seq: Number(kind.value.seq) } };
    case 'recall':
      return { recall: { seq: Number(kind.value.seq) } };
    case 'change':
      return { change: fieldsToJson(ChangeSchema, kind.value) };
    case 'combined':
      return { combined: fieldsToJson(CombinedSchema, kind.value) as Combined };
    default:
      return {};
  }
}

function customOf(custom: CustomMessage): Custom {
  return {
    type: custom.type,
    ...(custom.data.case === 'json' ? { data: JSON.parse(custom.data.value) as unknown } : {}),
    ...(custom.data.case === 'bytes' ? { bytes: toBase64(custom.data.value) } : {}),
  };
}

function mediaOf(media: MediaMessage): Media {
  return omitEmpty({
    mediaId: idToText(media.mediaId),
    name: media.name,
    type: media.type,
    size: Number(media.size),
    sha256: toHex(media.sha256),
    width: media.width,
    height: media.height,
    durationMs: media.durationMs,
    blurhash: media.blurhash,
    thumb: media.thumb,
    poster: media.poster,
    waveform: toBase64(media.waveform),
  }) as Media;
}

function albumOf(album: AlbumMessage): NonNullable<Content['album']> {
  return album.items.map((item) => ({
    ...(item.medium.case === undefined ? {} : { [item.medium.case]: mediaOf(item.medium.value) }),
    ...(item.caption === '' ? {} : { caption: item.caption }),
  }));
}

/** Leaves out what is not known: empty text, `false`, an empty list, and 0 except for coordinates. */
function omitEmpty(json: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(json).filter(
      ([name, value]) =>
        name === 'lat' ||
        name === 'lon' ||
        (name === 'accuracy' && value === 0) ||
        !(
          value === undefined ||
          value === '' ||
          value === 0 ||
          value === false ||
          (Array.isArray(value) && value.length === 0)
        ),
    ),
  );
}

function kindOf(content: Content): ContentMessage['kind'] {
  const kinds = (['text', 'custom', 'image', 'file', 'voice', 'video', 'album', 'location', 'card', 'typing'] as const).filter(
    (name) => content[name] !== undefined,
  );
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw new TypeError('A message has exactly one of text, custom, image, file, voice, video, album, location and card.');
  }
  switch (kind) {
    case 'text':
      return { case: kind, value: content.text ?? '' };
    case 'typing':
      return { case: kind, value: content.typing === true };
    case 'custom':
      return { case: kind, value: customToWire(content.custom as Custom) };
    case 'album':
      return { case: kind, value: albumToWire(content.album ?? []) };
    case 'location':
      return { case: kind, value: create(LocationSchema, content.location) };
    case 'card': {
      const { uid, ...card } = content.card ?? {};
      return { case: kind, value: create(CardSchema, { ...card, uid: uid === undefined ? 0n : idToNumber(uid) }) };
    }
    default:
      return { case: kind, value: mediaToWire(content[kind] as OwnMedia) };
  }
}

function customToWire(custom: Custom): CustomMessage {
  return create(CustomSchema, {
    type: custom.type,
    data:
      custom.bytes !== undefined
        ? { case: 'bytes', value: fromBase64(custom.bytes) }
        : custom.data !== undefined
          ? { case: 'json', value: JSON.stringify(custom.data) }
          : { case: undefined },
  });
}

function albumToWire(items: NonNullable<Content['album']>): AlbumMessage {
  return create(AlbumSchema, {
    items: items.map((item) =>
      create(Album_ItemSchema, {
        medium:
          item.image !== undefined
            ? { case: 'image', value: mediaToWire(item.image) }
            : item.video !== undefined
              ? { case: 'video', value: mediaToWire(item.video) }
              : { case: undefined },
        caption: item.caption ?? '',
      }),
    ),
  });
}

function mediaToWire(media: OwnMedia): MediaMessage {
  return create(MediaSchema, { mediaId: idToNumber(media.mediaId) });
}

function timeOf(text: string): bigint {
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw new RangeError(`"${text}" is not a time`);
  }
  return BigInt(time);
}

function extraOf(content: Content): Uint8Array<ArrayBuffer> {
  const extra = Object.entries(content).filter(([name, value]) => !knownMembers.has(name) && value !== undefined);
  return extra.length === 0 ? new Uint8Array() : toUtf8(JSON.stringify(Object.fromEntries(extra)));
}
