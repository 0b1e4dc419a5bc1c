import type { ConversationRecord, Timeline } from '@waggle/sdk/store';
import { forwardRef } from 'preact/compat';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { dayName, number, t } from '../i18n/index.js';
import { uploads } from '../state/media.js';
import { memberName } from '../state/people.js';
import { me } from '../state/workspace.js';
import { Icon } from '../ui/icon.js';
import { Empty, Skeleton } from '../ui/parts.js';
import { isMessageEntry } from './kinds.js';
import { Message, Pending, System, Threaded, Uploading } from './message.js';
import { preview } from './preview.js';
import { rowsOf, type Row } from './rows.js';

export interface ListHandle {
  show(seq: number): void;
  toEnd(): void;
}

interface Props {
  chatKey: string;
  record: ConversationRecord | undefined;
  timeline: Timeline;
  /** Whether the first page is here. */
  opened: boolean;
  title: string;
  onNewest: () => Promise<void>;
  /** Called when the person wants to go to another day. */
  onDay: () => void;
}

const nearEnd = 56;
const nearPage = 900;

/** The messages of a chat. It stays at its end while the person is there, and where they are otherwise. */
export const MessageList = forwardRef<ListHandle, Props>(function MessageList(
  { chatKey, record, timeline, opened, title, onNewest, onDay },
  ref,
) {
  const { store, uid } = me();
  const id = record?.id;
  const [line, setLine] = useState<number | undefined>(() =>
    record !== undefined && record.unread > 0 ? record.readSeq : undefined,
  );
  const waiting = uploads.value.filter((upload) => upload.key === chatKey);
  const rows = useMemo(() => rowsOf(timeline, waiting, line, uid), [timeline, uploads.value, line]);
  const virtual = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const [active, setActive] = useState<string | undefined>();
  const begun = useRef(false);
  const loading = useRef(false);
  const target = useRef<number | undefined>(undefined);
  const lastSeq = timeline.entries.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(0);
  const [announced, setAnnounced] = useState('');

  // Rows that came before the first one: the list keeps its distance from the end.
  const firstKey = rows[0]?.key;
  const before = useRef<string | undefined>(undefined);
  const shift = before.current !== undefined && firstKey !== before.current && rows.some(({ key }) => key === before.current);
  useLayoutEffect(() => {
    before.current = firstKey;
  });

  const toEnd = (): void => {
    stuck.current = true;
    virtual.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  };
  const indexOf = (seq: number): number =>
    rows.findIndex((row) => (row.kind === 'entry' || row.kind === 'system' || row.kind === 'threaded') && row.entry.seq >= seq);
  useImperativeHandle(
    ref,
    () => ({
      show(seq) {
        stuck.current = false;
        target.current = seq;
        // The rows may come with the next rendering.
        const index = indexOf(seq);
        if (index >= 0) {
          virtual.current?.scrollToIndex(index, { align: 'center' });
        }
      },
      toEnd: () => {
        stuck.current = true;
        if (timeline.hasNewer) {
          void onNewest();
        } else {
          toEnd();
        }
      },
    }),
    [rows, timeline.hasNewer],
  );

  // Where to begin: at the first unread message, else at the end.
  useLayoutEffect(() => {
    if (!opened || begun.current || rows.length < 2) {
      return;
    }
    begun.current = true;
    const unreadAt = rows.findIndex(({ kind }) => kind === 'unread');
    if (unreadAt >= 0) {
      stuck.current = false;
      virtual.current?.scrollToIndex(unreadAt, { align: 'start', offset: -96 });
      requestAnimationFrame(follow);
    } else {
      toEnd();
    }
  }, [opened, rows]);

  useLayoutEffect(() => {
    if (!begun.current) {
      return;
    }
    if (target.current !== undefined) {
      const index = indexOf(target.current);
      target.current = undefined;
      if (index >= 0) {
        virtual.current?.scrollToIndex(index, { align: 'center' });
        return;
      }
    }
    if (stuck.current && !timeline.hasNewer) {
      toEnd();
    }
  }, [rows]);

  // The window or the composer has changed its height, or a row has.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (stuck.current && begun.current) {
        toEnd();
      }
    });
    if (scroller.current !== null && inner.current !== null) {
      observer.observe(scroller.current);
      observer.observe(inner.current);
    }
    return () => observer.disconnect();
  });

  const page = (): void => {
    const handle = virtual.current;
    if (handle === null || id === undefined || loading.current || !begun.current) {
      return;
    }
    const load =
      handle.scrollOffset < nearPage && timeline.hasOlder
        ? store.loadOlder
        : atBottom(handle, nearPage) && timeline.hasNewer
          ? store.loadNewer
          : undefined;
    if (load !== undefined) {
      loading.current = true;
      load(id)
        .catch(() => undefined)
        .finally(() => {
          loading.current = false;
        });
    }
  };

  /** What is visible in a focused window is read. */
  const read = (): void => {
    const handle = virtual.current;
    const now = id === undefined ? undefined : store.conversation(id);
    if (
      handle === null ||
      now === undefined ||
      id === undefined ||
      !begun.current ||
      document.visibilityState !== 'visible' ||
      !document.hasFocus()
    ) {
      return;
    }
    let seq = 0;
    if (atBottom(handle, nearEnd) && !timeline.hasNewer) {
      seq = Math.max(now.lastSeq, lastSeq);
    } else {
      for (let index = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 12); index >= 0 && seq === 0; index--) {
        const row = rows[index];
        seq = row?.kind === 'entry' || row?.kind === 'system' || row?.kind === 'threaded' ? row.entry.seq : 0;
      }
    }
    if (seq > now.readSeq) {
      store.markRead(id, seq).catch(() => undefined);
    }
  };

  const follow = (): void => {
    const handle = virtual.current;
    if (handle === null || !begun.current) {
      return;
    }
    const end = atBottom(handle, nearEnd) && !timeline.hasNewer;
    stuck.current = end;
    setAtEnd(end);
    if (end) {
      setSeen(lastSeq);
    }
    page();
    read();
  };

  useEffect(() => {
    if (begun.current && stuck.current) {
      setSeen(lastSeq);
    }
    const timer = setTimeout(() => {
      page();
      read();
    }, 120);
    return () => clearTimeout(timer);
  }, [rows, lastSeq]);

  useEffect(() => {
    const awake = (): void => read();
    addEventListener('focus', awake);
    document.addEventListener('visibilitychange', awake);
    return () => {
      removeEventListener('focus', awake);
      document.removeEventListener('visibilitychange', awake);
    };
  });

  // What arrives is said once; and while nobody looks, a line is drawn before it.
  const known = useRef(0);
  useEffect(() => {
    const last = timeline.entries.at(-1);
    if (last === undefined || timeline.hasNewer) {
      return;
    }
    if (known.current !== 0 && last.seq > known.current && last.from !== uid && isMessageEntry(last)) {
      setAnnounced(`${memberName(record?.gid, last.from)}: ${preview(last)}`);
      if (!document.hasFocus() && (line === undefined || line < (record?.readSeq ?? 0))) {
        setLine(record?.readSeq);
      }
    }
    known.current = last.seq;
  }, [lastSeq]);

  const news = timeline.hasNewer
    ? (record?.unread ?? 0)
    : timeline.entries.filter((entry) => entry.seq > seen && entry.from !== uid && isMessageEntry(entry)).length;

  const focusable = rows.filter((row) => row.kind === 'entry');
  const current = focusable.some(({ key }) => key === active) ? active : focusable.at(-1)?.key;
  const kept = rows.findIndex(({ key }) => key === current);
  const move = (event: KeyboardEvent): void => {
    if (!(event.target as Element).matches('.message')) {
      return;
    }
    const index = focusable.findIndex(({ key }) => key === current);
    const next: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: focusable.length - 1 };
    const row = focusable[next[event.key] ?? -1];
    if (row !== undefined) {
      event.preventDefault();
      setActive(row.key);
      virtual.current?.scrollToIndex(rows.indexOf(row), { align: 'nearest' });
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>('.message[tabindex="0"]')?.focus({ preventScroll: true }),
      );
    } else if (event.key === 'Escape') {
      document.getElementById('composer')?.focus();
    }
  };

  const rowOf = (row: Row) => {
    switch (row.kind) {
      case 'day':
        return (
          <div key={row.key} class="day">
            <button type="button" tabIndex={-1} title={t().toDate} onClick={onDay}>
              {dayName(row.at)}
            </button>
          </div>
        );
      case 'unread':
        return (
          <div key={row.key} class="unread-line">
            <span>{t().unreadLine}</span>
          </div>
        );
      case 'threaded':
        return <Threaded key={row.key} entry={row.entry} count={row.count} />;
      case 'system':
        return <System key={row.key} entry={row.entry} />;
      case 'entry':
        return (
          <Message
            key={row.key}
            entry={row.entry}
            first={row.first}
            last={row.last}
            record={record}
            tabIndex={row.key === current ? 0 : -1}
          />
        );
      case 'pending':
        return (
          <Pending
            key={row.key}
            message={row.message}
            first={row.first}
            quoted={timeline.entries.find(({ seq }) => seq === row.message.content.replyTo)}
          />
        );
      case 'upload':
        return <Uploading key={row.key} upload={row.upload} first={row.first} />;
      case 'end':
        return <div key={row.key} class="list-end" />;
    }
  };

  const isEmpty = opened && rows.length < 2 && !timeline.hasOlder;
  return (
    <div class="list-box">
      {!opened && rows.length < 2 && <Skeleton rows={6} />}
      {isEmpty && <Empty icon="chats" title={t().noMessages} text={t().noMessagesText(title)} />}
      <div
        class="list"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={title}
        onKeyDown={move}
        onFocusIn={(event) => {
          const row = (event.target as Element).closest<HTMLElement>('.message[data-seq]');
          const found = focusable.find((one) => one.kind === 'entry' && String(one.entry.seq) === row?.dataset['seq']);
          if (found !== undefined) {
            setActive(found.key);
          }
        }}
      >
        <div class="list-space" />
        <div ref={inner}>
          <Virtualizer
            ref={virtual}
            scrollRef={scroller}
            data={rows}
            shift={shift}
            keepMounted={kept < 0 ? [] : [kept]}
            bufferSize={600}
            onScroll={follow}
            onScrollEnd={follow}
          >
            {rowOf}
          </Virtualizer>
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          class="to-end"
          aria-label={news > 0 ? t().newMessages(news) : t().toNewest}
          onClick={() =>
            timeline.hasNewer
              ? void onNewest().then(() => {
                  stuck.current = true;
                  toEnd();
                })
              : toEnd()
          }
        >
          {news > 0 && <span>{number(news)}</span>}
          <Icon name="down" size={20} />
        </button>
      )}
      <p class="hidden" aria-live="polite">
        {announced}
      </p>
    </div>
  );
});

function atBottom(handle: VirtualizerHandle, distance: number): boolean {
  return handle.scrollSize - handle.scrollOffset - handle.viewportSize < distance;
}
