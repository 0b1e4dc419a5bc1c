import { signal } from '@preact/signals';
import type { Media, Outgoing, Receiver } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { http } from './session.js';
import { me, whenEnded } from './workspace.js';

/** A content as it can be shown: an address within this page, or why there is none. */
export type Shown = { readonly url: string } | { readonly state: 'loading' | 'held' | 'gone' };

const cache = new Map<string, Promise<Shown>>();
const most = 150;

/** What this browser has sent itself is here already. */
const own = new Map<string, Own>();

interface Own extends Omit<Media, 'mediaId'> {
  readonly url: string;
  /** The poster of a film. */
  readonly picture?: string;
}

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
  const known = mediaId === undefined ? undefined : own.get(mediaId);
  const mine = variant === 'poster' ? known?.picture : known?.url;
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
  return mine === undefined ? shown : { url: mine };
}

/** The media with what is known of it here, before the server has described it. */
export function described(media: Media): Media {
  const mine = own.get(media.mediaId);
  if (mine === undefined) {
    return media;
  }
  const { url: _, picture: __, ...known } = mine;
  return { ...known, ...media };
}

// --- Uploads ---

type FileKind = 'image' | 'video' | 'voice' | 'file';

export interface Attachment {
  readonly id: string;
  readonly file: File;
  readonly kind: FileKind;
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** A picture of a film. */
  readonly poster?: string | undefined;
  readonly caption?: string | undefined;
}

export interface Upload {
  readonly id: string;
  /** The chat that it goes to. */
  readonly key: string;
  readonly to: Receiver;
  readonly attachments: readonly Attachment[];
  readonly caption: string;
  readonly beside: Beside;
  readonly sent: number;
  readonly total: number;
  readonly error?: unknown;
  readonly abort: AbortController;
}

/** Members that a message may have besides its content. */
export interface Beside {
  readonly replyTo?: number;
  readonly thread?: number;
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
  const size = kind === 'image' ? await sizeOf(url) : kind === 'video' ? await filmOf(url) : undefined;
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

/** The size of a film, and a picture of its beginning. */
function filmOf(url: string): Promise<{ width: number; height: number; poster: string } | undefined> {
  return new Promise((resolve) => {
    const film = document.createElement('video');
    film.muted = true;
    film.preload = 'auto';
    film.onloadeddata = () => {
      const { videoWidth: width, videoHeight: height } = film;
      const canvas = document.createElement('canvas');
      canvas.width = 320;
      canvas.height = Math.max(1, Math.round((320 * height) / Math.max(1, width)));
      canvas.getContext('2d')?.drawImage(film, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((picture) =>
        resolve(picture === null ? undefined : { width, height, poster: URL.createObjectURL(picture) }),
      );
    };
    film.onerror = () => resolve(undefined);
    // Some browsers load no film that is not shown.
    setTimeout(() => resolve(undefined), 3_000);
    film.src = url;
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

/** Uploads, and then sends: an album of the pictures if there are several, and one message for each other file. */
export function sendFiles(
  key: string,
  to: Receiver,
  attachments: readonly Attachment[],
  caption: string,
  beside: Beside = {},
): void {
  const pictures = attachments.filter(({ kind }) => kind === 'image' || kind === 'video');
  const isAlbum = pictures.length > 1 && pictures.length <= 20;
  const parts = isAlbum
    ? [pictures, ...attachments.filter((one) => !pictures.includes(one)).map((one) => [one])]
    : attachments.map((one) => [one]);
  const { replyTo: _, ...rest } = beside;
  parts.forEach((part, index) => {
    const upload: Upload = {
      id: crypto.randomUUID(),
      key,
      to,
      attachments: part,
      caption: index === parts.length - 1 ? caption : '',
      beside: index === 0 ? beside : rest,
      sent: 0,
      total: part.reduce((sum, { file }) => sum + file.size, 0),
      abort: new AbortController(),
    };
    uploads.value = [...uploads.peek(), upload];
    void run(upload);
  });
}

whenEnded(() => {
  uploads.peek().forEach(({ abort }) => abort.abort());
  uploads.value = [];
});

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

async function perform({ id, to, attachments, caption, beside: members, abort }: Upload): Promise<void> {
  if (abort.signal.aborted) {
    return;
  }
  try {
    const { uploadMedia } = await import('./upload.js');
    const done: { kind: FileKind; mediaId: string; note: string | undefined }[] = [];
    let before = 0;
    for (const { file, kind, url, width, height, poster, caption: note } of attachments) {
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
        ...(poster === undefined ? {} : { poster: true, picture: poster }),
      });
      done.push({ kind, mediaId, note });
    }
    const [only] = done;
    if (only === undefined) {
      return;
    }
    const words = caption === '' && done.length === 1 ? (only.note ?? '') : caption;
    const beside = { ...(words === '' ? {} : { caption: words }), ...members };
    const content = (
      done.length === 1
        ? { [only.kind]: { mediaId: only.mediaId }, ...beside }
        : {
            album: done.map(({ kind, mediaId, note }) => ({
              [kind]: { mediaId },
              ...(note === undefined || note === '' ? {} : { caption: note }),
            })),
            ...beside,
          }
    ) as Outgoing;
    abort.signal.throwIfAborted();
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
