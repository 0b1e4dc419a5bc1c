import type { Page } from 'playwright-core';

/** A conversation with a person who exists in the store of the page alone. */
export const conversation = (index: number, lastSeq = 1) => {
  const id = `01HZZZZZZZZZZZZZZZ${String(index).padStart(8, '0')}`;
  const uid = `01HZZZZZZZZZZZZZZY${String(index).padStart(8, '0')}`;
  const name = `Person ${String(index)}`;
  return {
    id,
    peer: { uid, username: `person-${String(index)}`, nickname: name },
    name,
    lastSeq,
    readSeq: lastSeq,
    unread: 0,
    mentioned: false,
    muted: false,
    pinned: false,
    markedUnread: false,
    pinnedAt: 0,
    last: entry(id, uid, lastSeq),
    listed: true,
    position: lastSeq,
    ranges: [[1, lastSeq]],
    version: 0,
    clearedSeq: 0,
    pins: [],
    receipts: {},
    deliveredSeq: 0,
  };
};

export const entry = (id: string, from: string, seq: number) => ({
  conversation: id,
  seq,
  from,
  at: new Date(1_700_000_000_000 + seq * 60_000).toISOString(),
  id: `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
  text: `Message ${String(seq)} ${'with https://example.org/a link, `code` and some more words '.repeat(seq % 5)}`,
});

/** Puts records into the store of the page. */
export async function fill(page: Page, conversations: readonly object[], entries: readonly object[] = []): Promise<void> {
  await page.evaluate(
    async ([records, log]) => {
      const { did } = JSON.parse(localStorage.getItem('waggle-session') ?? '{}') as { did: string };
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
        });
      const database = await done(indexedDB.open(`waggle-${did}`));
      const writing = database.transaction(['conversations', 'entries'], 'readwrite');
      for (const record of records as { id: string }[]) {
        writing.objectStore('conversations').put(record, record.id);
      }
      for (const one of log as { conversation: string; seq: number }[]) {
        writing.objectStore('entries').put(one, [one.conversation, one.seq]);
      }
      await new Promise((resolve) => {
        writing.oncomplete = resolve;
      });
      database.close();
    },
    [conversations, entries] as const,
  );
}

/** Takes the server away, so that the page has what is in its store. */
export async function onlyFromTheStore(page: Page): Promise<void> {
  await page.route('**/v1/**', (route) => route.abort());
  await page.routeWebSocket(/mqtt/, (socket) => void socket.close());
}
