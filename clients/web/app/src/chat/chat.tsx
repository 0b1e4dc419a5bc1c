import type { Entry, Receiver } from '@waggle/sdk';
import type { ConversationRecord, Timeline } from '@waggle/sdk/store';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { shortTime, t } from '../i18n/index.js';
import { actionsOf, titleOf } from '../inbox/inbox.js';
import { Gallery, GroupInfo, GroupNews, openDate, openScheduled, PersonInfo, SelectionBar, ThreadPane } from '../later.js';
import { mayEdit } from '../state/limits.js';
import { groups, isFriend, left as leftGroups, loadGroup, loadMembers, memberName, members, nameOf } from '../state/people.js';
import { chatWith, go, replace, type ChatRoute } from '../state/router.js';
import { http } from '../state/session.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, openMenu, toast } from '../ui/overlay.js';
import { IconButton } from '../ui/parts.js';
import { Composer } from './composer.js';
import { Chat, type Mode } from './context.js';
import { MessageList, type ListHandle } from './list.js';
import { preview } from './preview.js';
import { rootOf } from './rows.js';

const nothing: Timeline = { entries: [], pending: [], hasOlder: false, hasNewer: false };

/** A conversation with a person or a group. With a person, it exists from the first message on. */
export function ChatScreen({ place }: { place: ChatRoute }) {
  const { to, info, media = false, thread, at } = place;
  const { store, uid } = me();
  const record = useModel((model) => ('u' in to ? model.conversationWith(to.u) : model.conversation(to.g)));
  const connection = useModel((model) => model.connection().name);
  const id = record?.id;
  const gid = 'g' in to ? to.g : undefined;
  const peer = 'u' in to ? to.u : undefined;
  const timeline = useModel((model) => (id === undefined ? nothing : model.timeline(id)));
  const outbox = useModel((model) => model.outbox());
  const [opened, setOpened] = useState(false);
  const [mode, setMode] = useState<Mode>();
  const [flashed, setFlashed] = useState<number | undefined>();
  const [selected, setSelected] = useState<ReadonlySet<number> | undefined>();
  const list = useRef<ListHandle>(null);
  const group = gid === undefined ? undefined : groups.value.get(gid);
  const isSaved = peer === uid;
  const title = isSaved
    ? t().savedMessages
    : record === undefined
      ? peer === undefined
        ? (group?.name ?? '')
        : nameOf(peer)
      : titleOf(record);

  useEffect(() => {
    if (id === undefined) {
      setOpened(true);
      return;
    }
    let current = true;
    const now = store.conversation(id);
    // Begin at the message that was linked, or where the person stopped reading.
    const place = at !== undefined ? { around: at } : far(now) ? { around: now?.readSeq ?? 0 } : 'newest';
    if (now?.markedUnread === true) {
      store.arrange(id, { markedUnread: false }).catch(() => undefined);
    }
    store
      .openConversation(id, place)
      .catch(() => undefined)
      .finally(() => (current ? setOpened(true) : undefined));
    return () => {
      current = false;
      store.closeConversation(id);
    };
  }, [id]);

  // A link to a message.
  useEffect(() => {
    if (at !== undefined && opened && id !== undefined) {
      replace(chatWith(to));
      jump(at);
    }
  }, [at, opened, id]);

  // A group's members and settings change by entries of its log.
  const lastChange = gid === undefined ? 0 : (timeline.entries.findLast((entry) => entry.change !== undefined)?.seq ?? 0);
  useEffect(() => {
    if (gid !== undefined) {
      loadGroup(gid).catch(() => undefined);
      loadMembers(gid).catch(() => undefined);
    }
  }, [gid, lastChange]);

  const receipts = useReceipts(record, peer);
  const role = group?.me.role;
  const isAdmin = role === 'owner' || role === 'admin';
  const left =
    gid !== undefined && (leftGroups.value.has(gid) || (record !== undefined && !record.listed && group === undefined));
  const canWrite = !left && (group === undefined || !group.me.muted) && (group === undefined || !group.muteAll || isAdmin);

  const flash = useCallback((seq: number) => {
    setFlashed(seq);
    setTimeout(() => setFlashed(undefined), 1_600);
  }, []);
  const jump = useCallback(
    (seq: number): void => {
      if (id === undefined) {
        return;
      }
      void (async () => {
        if (!store.timeline(id).entries.some((entry) => entry.seq === seq)) {
          await attempt(() => store.openConversation(id, { around: seq }));
        }
        const entry = store.timeline(id).entries.find((one) => one.seq === seq);
        if (entry !== undefined) {
          list.current?.show(seq);
          flash(seq);
          const root = rootOf(entry);
          if (root !== undefined) {
            go(chatWith(to, false, { thread: root }));
          }
        } else {
          toast(t().gone);
        }
      })();
    },
    [id],
  );
  /** On a narrow window, what is beside a chat lies over it. */
  const jumpBeside = (seq: number): void => {
    if (matchMedia('(max-width: 1100px)').matches) {
      go(chatWith(to));
    }
    jump(seq);
  };
  const toggle = useCallback((entry: Entry): void => {
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(entry.seq)) {
        next.add(entry.seq);
      }
      return next.size === 0 ? undefined : next;
    });
  }, []);
  const noForwarding = group?.noForwarding === true;
  const chat = useMemo(
    () => ({
      record: receipts,
      gid,
      canWrite,
      isAdmin,
      noForwarding,
      offline: connection !== 'online',
      flashed,
      thread: undefined,
      selected,
      setMode,
      jump,
      toggle,
      openThread: (seq: number) => go(chatWith(to, false, { thread: seq })),
    }),
    [receipts, gid, canWrite, isAdmin, noForwarding, connection, flashed, selected, jump],
  );
  const slowUntil = useSlow(gid === undefined || isAdmin ? 0 : (group?.slowMode ?? 0), timeline, uid);
  const toDate = (): void => {
    if (id !== undefined) {
      openDate(id, jump);
    }
  };
  const pendingHere = useMemo(
    () =>
      id !== undefined || peer === undefined
        ? timeline
        : { ...nothing, pending: outbox.filter((message) => 'u' in message.to && message.to.u === peer) },
    [timeline, outbox, id, peer],
  );
  const receiver: Receiver = peer === undefined ? { g: gid ?? '' } : { u: peer };
  const editLast = (): void => {
    const last = timeline.entries.findLast(
      (entry) => entry.from === uid && entry.text !== undefined && entry.recalled === undefined && rootOf(entry) === undefined,
    );
    if (last !== undefined && mayEdit(last)) {
      setMode({ kind: 'edit', entry: last });
    }
  };
  return (
    <Chat.Provider value={chat}>
      <section
        class="chat"
        aria-label={title}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && selected !== undefined) {
            event.preventDefault();
            event.stopPropagation();
            setSelected(undefined);
          }
        }}
      >
        <header class="chat-head">
          <IconButton icon="back" label={t().back} class="chat-back" onClick={() => go({ name: 'chats' })} />
          <button
            type="button"
            class="chat-title"
            onClick={() => go(isSaved ? chatWith(to, false, media ? {} : { media: true }) : chatWith(to, !info))}
            aria-expanded={info || (isSaved && media)}
          >
            <Avatar
              id={peer ?? gid ?? ''}
              name={title}
              group={gid !== undefined}
              icon={isSaved ? 'bookmark' : undefined}
              size="s"
            />
            <span class="chat-title-text">
              <h2>
                <bdi>{title}</bdi>
              </h2>
              {!isSaved && <Subtitle record={record} peer={peer} gid={gid} />}
            </span>
          </button>
          {record !== undefined && (
            <IconButton
              icon="more"
              label={t().more}
              onClick={(event) =>
                openMenu(event.currentTarget, t().more, [
                  ...(isSaved
                    ? []
                    : [
                        {
                          label: gid === undefined ? t().profile : t().groupInfo,
                          icon: 'people' as const,
                          run: () => go(chatWith(to, true)),
                        },
                      ]),
                  { label: t().gallery, icon: 'image', run: () => go(chatWith(to, false, { media: true })) },
                  { label: t().toDate, icon: 'calendar', run: toDate },
                  { label: t().scheduled, icon: 'clock', run: () => openScheduled(record.id) },
                  ...actionsOf(record),
                ])
              }
            />
          )}
        </header>
        {record !== undefined && <Pinned record={record} jump={jump} />}
        {gid !== undefined && !left && <GroupNews key={gid} gid={gid} />}
        <MessageList
          ref={list}
          chatKey={peer ?? gid ?? ''}
          record={receipts}
          timeline={pendingHere}
          opened={opened}
          title={title}
          onDay={toDate}
          onNewest={async () => {
            if (id !== undefined) {
              await attempt(() => store.openConversation(id, 'newest'));
            }
          }}
        />
        {selected !== undefined && id !== undefined ? (
          <SelectionBar
            entries={timeline.entries.filter(({ seq }) => selected.has(seq))}
            conversation={id}
            done={() => setSelected(undefined)}
          />
        ) : left ? (
          <p class="chat-closed">{t().youLeft}</p>
        ) : canWrite ? (
          <Composer
            chatKey={peer ?? gid ?? ''}
            to={receiver}
            conversation={id}
            gid={gid}
            title={title}
            slowUntil={slowUntil}
            mode={mode}
            setMode={setMode}
            onSent={() => list.current?.toEnd()}
            onEditLast={editLast}
          />
        ) : (
          <p class="chat-closed">{group?.muteAll === true ? t().mutedAll : t().mutedHere}</p>
        )}
      </section>
      {info && !left && (
        <aside class="pane">
          {gid === undefined ? (
            <PersonInfo uid={peer ?? ''} onClose={() => go(chatWith(to))} />
          ) : (
            <GroupInfo gid={gid} onClose={() => go(chatWith(to))} />
          )}
          {id !== undefined && (
            <button type="button" class="action pane-foot" onClick={() => go(chatWith(to, false, { media: true }))}>
              <Icon name="image" />
              {t().gallery}
            </button>
          )}
        </aside>
      )}
      {media && id !== undefined && (
        <aside class="pane pane-wide">
          <Gallery key={id} conversation={id} gid={gid} jump={jumpBeside} onClose={() => go(chatWith(to))} />
        </aside>
      )}
      {thread !== undefined && id !== undefined && (
        <aside class="pane pane-wide">
          <ThreadPane
            key={`${id} ${String(thread)}`}
            conversation={id}
            root={thread}
            to={receiver}
            chatKey={`${peer ?? gid ?? ''}/thread/${String(thread)}`}
            slowUntil={slowUntil}
            onClose={() => go(chatWith(to))}
          />
        </aside>
      )}
    </Chat.Provider>
  );
}

/** Tells whether there is far more than a screen of unread messages. */
const far = (record: ConversationRecord | undefined): boolean =>
  record !== undefined && record.unread > 40 && record.readSeq > 0;

/** In slow mode, when this person may write again: after their last message, or when the server said so. */
function useSlow(slowMode: number, { entries, pending }: Timeline, uid: string): number {
  return useMemo(() => {
    if (slowMode === 0) {
      return 0;
    }
    const last = entries.findLast((entry) => entry.from === uid && entry.id !== undefined && entry.change === undefined);
    const told = pending.map(({ retryAt }) => (retryAt === undefined ? 0 : Date.parse(retryAt)));
    return Math.max(last === undefined ? 0 : Date.parse(last.at) + slowMode * 1_000, ...told);
  }, [slowMode, entries, pending]);
}

/** With what the server knows of the peer's cursors: pushes that came while this device was away are not sent again. */
function useReceipts(record: ConversationRecord | undefined, peer: string | undefined): ConversationRecord | undefined {
  const [known, setKnown] = useState<{ readSeq: number; deliveredSeq: number } | undefined>();
  const synced = useModel((model) => model.connection().name === 'online');
  const id = record?.id;
  useEffect(() => {
    if (id !== undefined && peer !== undefined && synced) {
      http('GET /v1/conversations/{conversation}/receipts', { path: { conversation: id } }).then(
        ({ items }) => setKnown({ readSeq: items[0]?.readSeq ?? 0, deliveredSeq: items[0]?.deliveredSeq ?? 0 }),
        () => undefined,
      );
    }
  }, [id, peer, synced]);
  return useMemo(
    () =>
      record === undefined || peer === undefined || known === undefined
        ? record
        : {
            ...record,
            receipts: { ...record.receipts, [peer]: Math.max(record.receipts[peer] ?? 0, known.readSeq) },
            deliveredSeq: Math.max(record.deliveredSeq, known.deliveredSeq),
          },
    [record, known, peer],
  );
}

function Subtitle({
  record,
  peer,
  gid,
}: {
  record: ConversationRecord | undefined;
  peer: string | undefined;
  gid: string | undefined;
}) {
  const typing = useModel((model) => (record === undefined ? undefined : model.typing(record.id)));
  const presence = useModel((model) => (peer === undefined ? undefined : model.presence(peer)));
  if (typing !== undefined && typing.length > 0) {
    const text =
      gid === undefined
        ? t().typing
        : typing.length === 1
          ? t().typingOne(memberName(gid, typing[0] ?? ''))
          : t().typingMany(typing.length);
    return <small class="row-typing">{text}</small>;
  }
  if (gid !== undefined) {
    const count = groups.value.get(gid)?.memberCount ?? members.value.get(gid)?.length;
    return count === undefined ? null : <small>{t().members(count)}</small>;
  }
  if (presence?.status === 'online') {
    return (
      <small>
        {t().online}
        {presence.text !== undefined && presence.text !== '' && <bdi> · {presence.text}</bdi>}
      </small>
    );
  }
  if (presence?.lastSeen !== undefined && isFriend(peer ?? '')) {
    return <small>{t().lastSeen(shortTime(presence.lastSeen))}</small>;
  }
  return null;
}

/** The pinned messages: the last pinned first, the next one at each click. */
function Pinned({ record, jump }: { record: ConversationRecord; jump: (seq: number) => void }) {
  const [pins, setPins] = useState<readonly Entry[]>([]);
  const [index, setIndex] = useState(0);
  const key = record.pins.join(' ');
  useEffect(() => {
    let current = true;
    http('GET /v1/conversations/{conversation}/pins', { path: { conversation: record.id } }).then(
      ({ items }) => {
        if (current) {
          setPins(items.map(({ entry }) => entry));
          setIndex(0);
        }
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [record.id, key]);
  const pin = pins[index % Math.max(1, pins.length)];
  if (pin === undefined) {
    return null;
  }
  return (
    <button
      type="button"
      class="pinned"
      onClick={() => {
        jump(pin.seq);
        setIndex(index + 1);
      }}
    >
      <Icon name="pin" size={18} />
      <span class="pinned-text">
        <small>
          {t().pinnedMessage}
          {pins.length > 1 && ` ${String((index % pins.length) + 1)}/${String(pins.length)}`}
        </small>
        <bdi>{preview(pin)}</bdi>
      </span>
    </button>
  );
}
