import { signal } from '@preact/signals';
import { whenEnded } from './workspace.js';

/** Text and files that another app has shared with this one. */
interface Shared {
  readonly text: string;
  readonly files: readonly File[];
}

/** Where the service worker puts it. */
const cacheName = 'waggle-shared';

/** Reads what was shared, once. */
export async function takeShared(): Promise<Shared | undefined> {
  if (!('caches' in window) || !(await caches.has(cacheName))) {
    return undefined;
  }
  const cache = await caches.open(cacheName);
  const text = (await (await cache.match('text'))?.text()) ?? '';
  const files: File[] = [];
  for (let index = 0; ; index++) {
    const found = await cache.match(`file/${String(index)}`);
    if (found === undefined) {
      break;
    }
    const name = decodeURIComponent(found.headers.get('X-Name') ?? '');
    files.push(new File([await found.blob()], name === '' ? 'file' : name, { type: found.headers.get('Content-Type') ?? '' }));
  }
  await caches.delete(cacheName);
  return text === '' && files.length === 0 ? undefined : { text, files };
}

/** The shared text and files for the composer of a chat. */
const waiting = signal<(Shared & { readonly chatKey: string }) | undefined>(undefined);

whenEnded(() => {
  waiting.value = undefined;
  if ('caches' in window) {
    void caches.delete(cacheName);
  }
});

export function giveTo(chatKey: string, shared: Shared): void {
  waiting.value = { ...shared, chatKey };
}

/** Takes what waits for this chat. */
export function takeFor(chatKey: string): Shared | undefined {
  const given = waiting.value;
  if (given?.chatKey !== chatKey) {
    return undefined;
  }
  waiting.value = undefined;
  return given;
}
