import type { Entry } from '@waggle/sdk';
import type { OutboxRecord, Timeline } from '@waggle/sdk/store';
import { dayOf } from '../i18n/index.js';
import type { Upload } from '../state/media.js';

/** What the list of messages shows, one below another. A key stays the same while its row does. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry; readonly first: boolean; readonly last: boolean }
  | { readonly kind: 'threaded'; readonly key: string; readonly entry: Entry; readonly count: number }
  | { readonly kind: 'pending'; readonly key: string; readonly message: OutboxRecord; readonly first: boolean }
  | { readonly kind: 'upload'; readonly key: string; readonly upload: Upload; readonly first: boolean }
  | { readonly kind: 'end'; readonly key: string };

const together = 5 * 60_000;

const isSystem = (entry: Entry): boolean => entry.change !== undefined || entry.pin !== undefined || entry.unpin !== undefined;

/** The root of the thread to which an entry belongs. */
export const rootOf = ({ thread }: { thread?: unknown }): number | undefined =>
  typeof thread === 'number' ? thread : undefined;

/** Recalls and edits are seen at the message that they change. */
const isShown = (entry: Entry): boolean => entry.recall === undefined && entry.edit === undefined;

const follows = (before: Entry | undefined, entry: Entry): boolean =>
  before !== undefined &&
  !isSystem(before) &&
  rootOf(before) === undefined &&
  before.from === entry.from &&
  dayOf(before.at) === dayOf(entry.at) &&
  Date.parse(entry.at) - Date.parse(before.at) < together;

/**
 * Makes the rows. While there are older entries, the first one that is loaded is not shown: how a row begins depends on the one before
 * it, and a row must not change its height when older ones come.
 */
export function rowsOf(timeline: Timeline, uploads: readonly Upload[], readSeq: number | undefined, me: string): Row[] {
  const rows: Row[] = [];
  const shown = timeline.entries.filter(isShown);
  let hasLine = readSeq === undefined;
  shown.forEach((entry, index) => {
    const before = shown[index - 1];
    if (index === 0 && timeline.hasOlder && shown.length > 1) {
      return;
    }
    if (before === undefined || dayOf(before.at) !== dayOf(entry.at)) {
      rows.push({ kind: 'day', key: `day ${dayOf(entry.at)}`, at: entry.at });
    }
    let isAfterLine = false;
    if (!hasLine && entry.seq > (readSeq ?? 0) && entry.from !== me && !isSystem(entry)) {
      hasLine = true;
      isAfterLine = true;
      rows.push({ kind: 'unread', key: 'unread' });
    }
    const key = entry.id ?? `seq ${String(entry.seq)}`;
    const root = rootOf(entry);
    if (root !== undefined) {
      // Consecutive messages of one thread are one row. Directly after their root they have none: the root shows their number.
      const last = rows.at(-1);
      if (last?.kind === 'threaded' && rootOf(last.entry) === root) {
        rows[rows.length - 1] = { ...last, entry, count: last.count + 1 };
      } else if (!(last?.kind === 'entry' && last.entry.seq === root)) {
        rows.push({ kind: 'threaded', key, entry, count: 1 });
      }
    } else if (isSystem(entry)) {
      rows.push({ kind: 'system', key, entry });
    } else {
      const next = shown[index + 1];
      rows.push({
        kind: 'entry',
        key,
        entry,
        first: isAfterLine || !follows(before, entry),
        last: next === undefined || isSystem(next) || rootOf(next) !== undefined || !follows(entry, next),
      });
    }
  });
  const end = shown.at(-1);
  let continues = end !== undefined && end.from === me && !isSystem(end) && rootOf(end) === undefined;
  if (!timeline.hasNewer) {
    for (const message of timeline.pending.filter(({ content }) => rootOf(content) === undefined)) {
      rows.push({ kind: 'pending', key: message.id, message, first: !continues });
      continues = true;
    }
    for (const upload of uploads) {
      rows.push({ kind: 'upload', key: upload.id, upload, first: !continues });
      continues = true;
    }
  }
  rows.push({ kind: 'end', key: 'end' });
  return rows;
}
