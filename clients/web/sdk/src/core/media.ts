import { fromHex, toHex } from './bytes.js';
import { systemRandomness, type Randomness } from './environment.js';
import { toWaggleError, WaggleError } from './errors.js';
import type { Http } from './http.js';
import type { MediaView, Ticket } from './operations.js';

export interface UploadOptions {
  readonly name: string;
  /** Such as `image/jpeg`. By default the type of the blob. */
  readonly type?: string;
  /** Called with the bytes that the store has. */
  readonly onProgress?: (sent: number, total: number) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  readonly random?: Randomness;
}

const partsAtOnce = 3;
const partTries = 4;

/**
 * Uploads a file to the store: asks for a ticket, proves that the content is here or puts it, in parts if it is large, and completes
 * the upload. The answer has the media id, which can be sent then.
 */
export async function uploadMedia(http: Http, file: Blob, options: UploadOptions): Promise<MediaView | { mediaId: string }> {
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const ticket = await http('POST /v1/media/uploads', {
    body: {
      name: options.name,
      type: options.type ?? (file.type || 'application/octet-stream'),
      size: file.size,
      sha256: toHex(await sha256(file)),
    },
    ...signal,
  });
  const path = { media: ticket.mediaId };
  const done = (): void => options.onProgress?.(file.size, file.size);
  if (ticket.put === undefined && ticket.parts === undefined) {
    done();
    return { mediaId: ticket.mediaId };
  }
  const proven = await prove(http, file, ticket, options.signal);
  if (proven !== undefined) {
    done();
    return proven;
  }
  if (ticket.put !== undefined) {
    await put(ticket.put, file, options);
    done();
  } else {
    await putParts(http, file, ticket, options);
  }
  return http('POST /v1/media/{media}/complete', { path, body: {}, ...signal });
}

/** Every ticket allows one try. It succeeds if somebody else has uploaded the same content. */
async function prove(http: Http, file: Blob, ticket: Ticket, signal: AbortSignal | undefined): Promise<MediaView | undefined> {
  if (ticket.proof === undefined) {
    return undefined;
  }
  const key = await crypto.subtle.importKey('raw', fromHex(ticket.proof.nonce), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const ranges = ticket.proof.ranges.map(({ offset, length }) => file.slice(offset, offset + length));
  const proof = await crypto.subtle.sign('HMAC', key, await new Blob(ranges).arrayBuffer());
  try {
    return await http('POST /v1/media/{media}/complete', {
      path: { media: ticket.mediaId },
      body: { proof: toHex(new Uint8Array(proof)) },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    const error = toWaggleError(cause, 'network');
    if (error.code === 'media-refused' || error.code === 'not-uploaded') {
      return undefined;
    }
    throw error;
  }
}

async function putParts(http: Http, file: Blob, ticket: Ticket, options: UploadOptions): Promise<void> {
  const path = { media: ticket.mediaId };
  const progress = await http('GET /v1/media/{media}/parts', { path });
  const missing = [...progress.missing];
  let sent = progress.received;
  const worker = async (): Promise<void> => {
    for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
      const start = (number - 1) * progress.partSize;
      const part = file.slice(start, start + progress.partSize);
      const { items } = await http('POST /v1/media/{media}/parts', { path, body: { parts: [number] } });
      const [address] = items;
      if (address === undefined) {
        throw new WaggleError('protocol', `The server gives no address for part ${number}.`);
      }
      await put(address, part, options);
      sent += part.size;
      options.onProgress?.(sent, file.size);
    }
  };
  await Promise.all(Array.from({ length: partsAtOnce }, worker));
}

/** Puts a content to a signed address, again if the network fails. */
async function put(
  address: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  content: Blob,
  { fetch = (...given) => globalThis.fetch(...given), signal, random = systemRandomness }: UploadOptions,
): Promise<void> {
  // Browsers and Node set it themselves.
  const headers = Object.fromEntries(
    Object.entries(address.headers).filter(([name]) => name.toLowerCase() !== 'content-length'),
  );
  for (let tries = 1; ; tries++) {
    try {
      const answer = await fetch(address.url, {
        method: 'PUT',
        headers,
        body: content,
        ...(signal === undefined ? {} : { signal }),
      });
      // 412: an earlier try has arrived, and its answer was lost.
      if (answer.ok || (answer.status === 412 && tries > 1)) {
        return;
      }
      throw new WaggleError(answer.status >= 500 ? 'unavailable' : 'media-refused', `The store answers ${answer.status}.`);
    } catch (cause) {
      if (signal?.aborted === true) {
        throw new WaggleError('cancelled', '', { cause });
      }
      const error = toWaggleError(cause, 'network');
      if (!error.retryable || tries === partTries) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries * random.next()));
    }
  }
}

async function sha256(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
}
