import { signal } from '@preact/signals';
import type { Media, Outgoing, Receiver } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { http } from './session.js';
import { me } from './workspace.js';

/** A content as it can be shown: an address within this page, or why there is none. */
export type Shown = { readonly url: string } | { readonly state: 'loading' | 'held' | 'gone' };

const cache = new Map<string, Promise<Shown>>();
const most = 150;

/** What this browser has sent itself is here already. */
const own = new Map<string, { url: string; width?: number; height?: number; name: string; type: string; size: number }>();

export async function fetchMedia(mediaId: string, variant?: 'thumb' | 'poster'): Promise<Blob | 'held'> {
  const answer = await http('GET /v1/media/{media}/address', {
    path: { media: mediaId },
    query: variant === undefined ? {} : { variant },
  });
  if (answer.url === undefined) {
    return 'held';
  }
  const content = await fetch(answer.url, { referrerPolicy: 'no-referrer' });
  if (!content.ok) {
    throw new Error(`The store answers ${String(content.status)}.`);
  }
  return content.blob();
}

/** Where a film can be played from while it loads. The address is valid for a minute. */
export async function streamOf(mediaId: string): Promise<Shown> {
  const mine = own.get(mediaId);
  if (mine !== undefined) {
    return { url: mine.url };
  }
  try {
    const { url } = await http('GET /v1/media/{media}/address', { path: { media: mediaId } });
    return url === undefined ? { state: 'held' } : { url };
  } catch (cause) {
    return failed(cause as { code?: string });
  }
}

const failed = ({ code }: { code?: string }): Shown => ({
  state: code === 'not-found' || code === 'media-blocked' ? 'gone' : 'loading',
});

function load(mediaId: string, variant?: 'thumb' | 'poster'): Promise<Shown> {
  const key = `${mediaId} ${variant ?? ''}`;
  const known = cache.get(key);
  if (known !== undefined) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const loading = fetchMedia(mediaId, variant).then(
    (content): Shown => (content === 'held' ? { state: 'held' } : { url: URL.createObjectURL(content) }),
    (cause: { code?: string }): Shown => {
      cache.delete(key);
      return failed(cause);
    },
  );
  cache.set(key, loading);
  const [oldest] = cache.keys();
  if (cache.size > most && oldest !== undefined) {
    void cache.get(oldest)?.then((shown) => ('url' in shown ? URL.revokeObjectURL(shown.url) : undefined));
    cache.delete(oldest);
  }
  return loading;
}

export function useMedia(mediaId: string | undefined, variant?: 'thumb' | 'poster'): Shown {
  const mine = mediaId === undefined || variant === 'poster' ? undefined : own.get(mediaId);
  const [shown, setShown] = useState<Shown>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    if (mediaId !== undefined && mine === undefined) {
      void load(mediaId, variant).then((next) => (current ? setShown(next) : undefined));
    }
    return () => {
      current = false;
    };
  }, [mediaId, variant, mine]);
  return mine === undefined ? shown : { url: mine.url };
}

/** The media with what is known of it here, before the server has described it. */
export function described(media: Media): Media {
  const mine = own.get(media.mediaId);
  if (mine === undefined) {
    return media;
  }
  const { url: _, ...known } = mine;
  return { ...known, ...media };
}

// --- Uploads ---

export type FileKind = 'image' | 'video' | 'voice' | 'file';

export interface Attachment {
  readonly id: string;
  readonly file: File;
  readonly kind: FileKind;
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface Upload {
  readonly id: string;
  /** The chat that it goes to. */
  readonly key: string;
  readonly to: Receiver;
  readonly attachments: readonly Attachment[];
  readonly caption: string;
  readonly replyTo?: number | undefined;
  readonly sent: number;
  readonly total: number;
  readonly error?: unknown;
  readonly abort: AbortController;
}

export const uploads = signal<readonly Upload[]>([]);

const images = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

export async function attachment(file: File): Promise<Attachment> {
  const url = URL.createObjectURL(file);
  const kind: FileKind = images.has(file.type)
    ? 'image'
    : file.type === 'video/mp4' || file.type === 'video/webm'
      ? 'video'
      : file.type.startsWith('audio/')
        ? 'voice'
        : 'file';
  const size = kind === 'image' ? await sizeOf(url) : undefined;
  return { id: crypto.randomUUID(), file, kind: kind === 'image' && size === undefined ? 'file' : kind, url, ...size };
}

function sizeOf(url: string): Promise<{ width: number; height: number } | undefined> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve(undefined);
    image.src = url;
  });
}

const update = (id: string, change: Partial<Upload>): void => {
  uploads.value = uploads.peek().map((one) => (one.id === id ? { ...one, ...change } : one));
};

export function removeUpload(id: string): void {
  uploads
    .peek()
    .find((one) => one.id === id)
    ?.abort.abort();
  uploads.value = uploads.peek().filter((one) => one.id !== id);
}

/** Uploads, and then sends: one message for each file, or an album of several pictures. */
export function sendFiles(
  key: string,
  to: Receiver,
  attachments: readonly Attachment[],
  caption: string,
  replyTo?: number,
): void {
  const pictures = attachments.filter(({ kind }) => kind === 'image' || kind === 'video');
  const isAlbum = pictures.length === attachments.length && attachments.length > 1 && attachments.length <= 20;
  const parts = isAlbum ? [attachments] : attachments.map((one) => [one]);
  parts.forEach((part, index) => {
    const upload: Upload = {
      id: crypto.randomUUID(),
      key,
      to,
      attachments: part,
      caption: index === parts.length - 1 ? caption : '',
      replyTo: index === 0 ? replyTo : undefined,
      sent: 0,
      total: part.reduce((sum, { file }) => sum + file.size, 0),
      abort: new AbortController(),
    };
    uploads.value = [...uploads.peek(), upload];
    void run(upload);
  });
}

export function retryUpload(id: string): void {
  const upload = uploads.peek().find((one) => one.id === id);
  if (upload !== undefined) {
    const again = { ...upload, sent: 0, error: undefined, abort: new AbortController() };
    update(id, again);
    void run(again);
  }
}

/** One after another for each chat, so that they arrive in their order. */
const last = new Map<string, Promise<void>>();

function run(upload: Upload): Promise<void> {
  const mine = (last.get(upload.key) ?? Promise.resolve()).then(() => perform(upload));
  last.set(upload.key, mine);
  return mine;
}

async function perform({ id, to, attachments, caption, replyTo, abort }: Upload): Promise<void> {
  if (abort.signal.aborted) {
    return;
  }
  try {
    const { uploadMedia } = await import('./upload.js');
    const done: { kind: FileKind; mediaId: string }[] = [];
    let before = 0;
    for (const { file, kind, url, width, height } of attachments) {
      const { mediaId } = await uploadMedia(http, file, {
        name: file.name,
        signal: abort.signal,
        onProgress: (sent) => update(id, { sent: before + sent }),
      });
      before += file.size;
      own.set(mediaId, {
        url,
        name: file.name,
        type: file.type,
        size: file.size,
        ...(width === undefined || height === undefined ? {} : { width, height }),
      });
      done.push({ kind, mediaId });
    }
    const beside = { ...(caption === '' ? {} : { caption }), ...(replyTo === undefined ? {} : { replyTo }) };
    const [only] = done;
    if (only === undefined) {
      return;
    }
    const content = (
      done.length === 1
        ? { [only.kind]: { mediaId: only.mediaId }, ...beside }
        : { album: done.map(({ kind, mediaId }) => ({ [kind]: { mediaId } })), ...beside }
    ) as Outgoing;
    await me().store.send(to, content).written;
    uploads.value = uploads.peek().filter((one) => one.id !== id);
  } catch (cause) {
    update(id, { error: cause });
  }
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

/** The mean colour of a BlurHash, to stand where the picture will be. */
export function meanColour(blurhash: string | undefined): string | undefined {
  if (blurhash === undefined || blurhash.length < 6) {
    return undefined;
  }
  let value = 0;
  for (const char of blurhash.slice(2, 6)) {
    value = value * 83 + Math.max(0, digits.indexOf(char));
  }
  return `rgb(${String(value >> 16)} ${String((value >> 8) & 255)} ${String(value & 255)})`;
}
