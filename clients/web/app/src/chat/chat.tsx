import type { Entry, Receiver } from '@waggle/sdk';
import type { ConversationRecord, Timeline } from '@waggle/sdk/store';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { shortTime, t } from '../i18n/index.js';
import { actionsOf, titleOf } from '../inbox/inbox.js';
import { GroupInfo, GroupNews, PersonInfo } from '../later.js';
import { groups, isFriend, left as leftGroups, loadGroup, loadMembers, memberName, members, nameOf } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
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

const nothing: Timeline = { entries: [], pending: [], hasOlder: false, hasNewer: false };

/** A conversation with a person or a group. With a person, it exists from the first message on. */
export function ChatScreen({ to, info }: { to: { u: string } | { g: string }; info: boolean }) {
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
  const list = useRef<ListHandle>(null);
  const group = gid === undefined ? undefined : groups.value.get(gid);
  const title = record === undefined ? (peer === undefined ? (group?.name ?? '') : nameOf(peer)) : titleOf(record);

  useEffect(() => {
    if (id === undefined) {
      setOpened(true);
      return;
    }
    let current = true;
    const now = store.conversation(id);
    // Far more than a screen of unread messages: begin where the person stopped.
    const place = now !== undefined && now.unread > 40 && now.readSeq > 0 ? { around: now.readSeq } : 'newest';
    store
      .openConversation(id, place)
      .catch(() => undefined)
      .finally(() => (current ? setOpened(true) : undefined));
    return () => {
      current = false;
      store.closeConversation(id);
    };
  }, [id]);

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
        if (store.timeline(id).entries.some((entry) => entry.seq === seq)) {
          list.current?.show(seq);
          flash(seq);
        } else {
          toast(t().gone);
        }
      })();
    },
    [id],
  );
  const chat = useMemo(
    () => ({ record: receipts, gid, canWrite, isAdmin, offline: connection !== 'online', flashed, setMode, jump }),
    [receipts, gid, canWrite, isAdmin, connection, flashed, jump],
  );
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
      (entry) => entry.from === uid && entry.text !== undefined && entry.recalled === undefined,
    );
    if (last !== undefined && Date.now() - Date.parse(last.at) < 15 * 60_000) {
      setMode({ kind: 'edit', entry: last });
    }
  };
  return (
    <Chat.Provider value={chat}>
      <section class="chat" aria-label={title}>
        <header class="chat-head">
          <IconButton icon="back" label={t().back} class="chat-back" onClick={() => go({ name: 'chats' })} />
          <button type="button" class="chat-title" onClick={() => go(chatWith(to, !info))} aria-expanded={info}>
            <Avatar id={peer ?? gid ?? ''} name={title} group={gid !== undefined} size="s" />
            <span class="chat-title-text">
              <h2>
                <bdi>{title}</bdi>
              </h2>
              <Subtitle record={record} peer={peer} gid={gid} />
            </span>
          </button>
          {record !== undefined && (
            <IconButton
              icon="more"
              label={t().more}
              onClick={(event) =>
                openMenu(event.currentTarget, t().more, [
                  { label: gid === undefined ? t().profile : t().groupInfo, icon: 'people', run: () => go(chatWith(to, true)) },
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
          onNewest={async () => {
            if (id !== undefined) {
              await attempt(() => store.openConversation(id, 'newest'));
            }
          }}
        />
        {left ? (
          <p class="chat-closed">{t().youLeft}</p>
        ) : canWrite ? (
          <Composer
            chatKey={peer ?? gid ?? ''}
            to={receiver}
            conversation={id}
            gid={gid}
            title={title}
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
        </aside>
      )}
    </Chat.Provider>
  );
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
