import { signal } from '@preact/signals';
import type { ConversationRecord } from '@waggle/sdk/store';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { preview } from '../chat/preview.js';
import { openNewGroup, openScheduled } from '../later.js';
import { fullTime, shortTime, t } from '../i18n/index.js';
import { memberName, nameOf } from '../state/people.js';
import { chatWith, go, route } from '../state/router.js';
import { unreadThreads } from '../state/threads.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, confirm, openMenu, type MenuItem } from '../ui/overlay.js';
import { Button, Empty, IconButton, Skeleton, Tabs } from '../ui/parts.js';
import { StatusMark } from '../chat/marks.js';

type Filter = 'all' | 'unread' | 'groups';

const filter = signal<Filter>('all');
const query = signal('');

/** Tells whether it is the conversation of a person with themself. */
export const isSaved = (record: ConversationRecord): boolean => record.peer !== undefined && record.peer.uid === me().uid;

export const titleOf = (record: ConversationRecord): string => (isSaved(record) ? t().savedMessages : titleOfOther(record));

const titleOfOther = (record: ConversationRecord): string =>
  record.remark ?? (record.peer === undefined ? record.name : nameOf(record.peer.uid) || record.name);

export const placeOf = (record: ConversationRecord): { u: string } | { g: string } =>
  record.gid === undefined ? { u: record.peer?.uid ?? '' } : { g: record.gid };

export const isOpen = (record: ConversationRecord): boolean => {
  const at = route.value;
  return at.name === 'chat' && ('u' in at.to ? at.to.u === record.peer?.uid : at.to.g === record.gid);
};

/** What the list shows now: the shortcuts move along it. */
export function shown(conversations: readonly ConversationRecord[]): readonly ConversationRecord[] {
  const wanted = query.value.trim().toLocaleLowerCase();
  return conversations.filter(
    (record) =>
      (filter.value !== 'unread' || record.unread > 0 || record.markedUnread || isOpen(record)) &&
      (filter.value !== 'groups' || record.gid !== undefined) &&
      (wanted === '' || titleOf(record).toLocaleLowerCase().includes(wanted) || (record.peer?.username ?? '').includes(wanted)),
  );
}

/** The list of conversations. */
export function Inbox() {
  const conversations = useModel((model) => model.conversations());
  const synced = useModel((model) => {
    const connection = model.connection();
    return (connection.name === 'online' && connection.synced) || connection.name === 'waiting' || connection.name === 'closed';
  });
  const list = shown(conversations);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [active, setActive] = useState<string | undefined>();
  const current = list.find(isOpen)?.id;
  useEffect(() => setActive(current), [current]);
  useWatch(conversations);

  const move = (event: KeyboardEvent): void => {
    const index = list.findIndex(({ id }) => id === (active ?? list[0]?.id));
    const next: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: list.length - 1 };
    const to = list[next[event.key] ?? -1];
    if (to !== undefined) {
      event.preventDefault();
      setActive(to.id);
      virtual.current?.scrollToIndex(next[event.key] ?? 0, { align: 'nearest' });
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-id="${to.id}"]`)?.focus());
    }
  };
  return (
    <section class="inbox" aria-label={t().chats}>
      <header class="side-head">
        <h1>{t().chats}</h1>
        <IconButton
          icon="more"
          label={t().more}
          onClick={(event) =>
            openMenu(event.currentTarget, t().more, [
              { label: t().savedMessages, icon: 'bookmark', run: () => go(chatWith({ u: me().uid })) },
              { label: t().threads, icon: 'thread', run: () => go({ name: 'threads' }) },
              { label: t().scheduled, icon: 'clock', run: () => openScheduled() },
            ])
          }
        />
        <IconButton
          icon="pen"
          label={t().newChat}
          onClick={(event) =>
            openMenu(event.currentTarget, t().newChat, [
              { label: t().findPeople, icon: 'search', run: () => go({ name: 'people', tab: 'friends' }) },
              { label: t().newGroup, icon: 'people', run: openNewGroup },
            ])
          }
        />
      </header>
      {conversations.length > 0 && (
        <div class="side-tools">
          <div class="search-box">
            <Icon name="search" size={18} />
            <input
              id="chat-filter"
              type="search"
              aria-label={t().filter}
              placeholder={t().filter}
              value={query.value}
              onInput={(event) => {
                query.value = event.currentTarget.value;
              }}
              onKeyDown={(event) => {
                if (event.key === 'Escape') {
                  query.value = '';
                  event.currentTarget.blur();
                } else if (event.key === 'Enter' && !event.isComposing && list[0] !== undefined) {
                  go(chatWith(placeOf(list[0])));
                }
              }}
            />
          </div>
          <Tabs
            label={t().filter}
            value={filter.value}
            options={[
              ['all', t().all],
              ['unread', t().unread],
              ['groups', t().groups],
            ]}
            onChange={(value) => {
              filter.value = value;
            }}
          />
        </div>
      )}
      {unreadThreads.value > 0 && (
        <button type="button" class="action threads-link" onClick={() => go({ name: 'threads' })}>
          <Icon name="thread" />
          {t().threads}
          <span class="badge" aria-label={t().unreadCount(unreadThreads.value)}>
            {unreadThreads.value}
          </span>
        </button>
      )}
      {conversations.length === 0 ? (
        synced ? (
          <Empty icon="chats" title={t().noChats} text={t().noChatsText}>
            <Button kind="primary" icon="search" onClick={() => go({ name: 'people', tab: 'friends' })}>
              {t().findPeople}
            </Button>
          </Empty>
        ) : (
          <Skeleton />
        )
      ) : list.length === 0 ? (
        filter.value === 'unread' && query.value === '' ? (
          <Empty icon="check" title={t().allRead} text={t().allReadText} />
        ) : (
          <Empty
            icon="search"
            title={t().nothingFound}
            text={query.value === '' ? t().noChatsText : t().nothingFoundText(query.value)}
          />
        )
      ) : (
        <div class="rows" ref={scroller} onKeyDown={move} role="list" aria-label={t().chats}>
          <Virtualizer ref={virtual} data={list} itemSize={68} keepMounted={keptIndex(list, active)}>
            {(record) => <Row key={record.id} record={record} active={record.id === (active ?? list[0]?.id)} />}
          </Virtualizer>
        </div>
      )}
    </section>
  );
}

const keptIndex = (list: readonly ConversationRecord[], id: string | undefined): number[] => {
  const index = list.findIndex((record) => record.id === id);
  return index < 0 ? [] : [index];
};

/** Watches the presence of the people of the first conversations. */
function useWatch(conversations: readonly ConversationRecord[]): void {
  const at = route.value;
  const peers = conversations.slice(0, 100).flatMap(({ peer }) => (peer === undefined ? [] : [peer.uid]));
  const all = at.name === 'chat' && 'u' in at.to ? [...peers, at.to.u] : peers;
  const key = [...new Set(all)].sort().join(' ');
  useEffect(() => {
    void me()
      .store.watch(key === '' ? [] : key.split(' '))
      .catch(() => undefined);
  }, [key]);
}

function Row({ record, active }: { record: ConversationRecord; active: boolean }) {
  const { id, peer, unread } = record;
  const title = titleOf(record);
  const open = isOpen(record);
  const typing = useModel((model) => model.typing(id));
  const draft = useModel((model) => model.draft(id));
  const online = useModel((model) => (peer === undefined ? false : model.presence(peer.uid)?.status === 'online'));
  const pending = useModel((model) => model.outbox().findLast((message) => message.conversation === id));
  const { last } = record;
  const mine = last !== undefined && last.from === me().uid;
  const isContent = last?.change === undefined && last?.pin === undefined && last?.unpin === undefined;
  return (
    <div role="listitem">
      <a
        href={`#/${peer === undefined ? 'g' : 'u'}/${peer?.uid ?? record.gid ?? ''}`}
        class={`row ${open ? 'row-open' : ''}`}
        data-id={id}
        tabIndex={active ? 0 : -1}
        aria-current={open ? 'page' : undefined}
        onContextMenu={(event) => openMenu(event, title, actionsOf(record))}
      >
        <Avatar
          id={peer?.uid ?? id}
          name={title}
          group={peer === undefined}
          icon={isSaved(record) ? 'bookmark' : undefined}
          online={online && !isSaved(record)}
        />
        <span class="row-text">
          <span class="row-line">
            <bdi class="row-title">{title}</bdi>
            {record.muted && (
              <span class="row-sign" title={t().muted}>
                <Icon name="mute" size={14} />
              </span>
            )}
            {last !== undefined && (
              <time class="row-time" dateTime={last.at} title={fullTime(last.at)}>
                {shortTime(last.at)}
              </time>
            )}
          </span>
          <span class="row-line">
            <span class="row-preview">
              {typing.length > 0 ? (
                <span class="row-typing">
                  {record.gid === undefined
                    ? t().typing
                    : typing.length === 1
                      ? t().typingOne(memberName(record.gid, typing[0] ?? ''))
                      : t().typingMany(typing.length)}
                </span>
              ) : draft !== '' && !open ? (
                <>
                  <span class="row-draft">{t().draft}</span>
                  <bdi>{draft}</bdi>
                </>
              ) : last === undefined ? (
                ''
              ) : (
                <>
                  {mine && isContent && pending === undefined && <StatusMark entry={last} record={record} small />}
                  {record.gid !== undefined && !mine && isContent && last.recalled === undefined && (
                    <bdi>{memberName(record.gid, last.from)}: </bdi>
                  )}
                  <bdi>{preview(last)}</bdi>
                </>
              )}
            </span>
            {record.mentioned && (
              <span class="badge" title={t().mentioned}>
                <Icon name="at" size={12} />
              </span>
            )}
            {unread > 0 ? (
              <span class={`badge ${record.muted ? 'badge-quiet' : ''}`} aria-label={t().unreadCount(unread)}>
                {unread > 999 ? '999+' : unread}
              </span>
            ) : record.markedUnread && !open ? (
              <span class="badge badge-dot" role="img" aria-label={t().markedUnread} title={t().markedUnread} />
            ) : (
              record.pinned && (
                <span class="row-sign" title={t().pinned}>
                  <Icon name="pin" size={14} />
                </span>
              )
            )}
          </span>
        </span>
      </a>
    </div>
  );
}

/** What can be done with a conversation. */
export function actionsOf(record: ConversationRecord): MenuItem[] {
  const { store } = me();
  const { id, muted, pinned } = record;
  return [
    record.unread > 0 || record.markedUnread
      ? {
          label: t().markRead,
          icon: 'checks',
          run: () =>
            void attempt(() =>
              record.unread > 0 ? store.markRead(id, record.lastSeq) : store.arrange(id, { markedUnread: false }),
            ),
        }
      : {
          label: t().markUnread,
          icon: 'chats',
          run: () => {
            if (isOpen(record)) {
              go({ name: 'chats' });
            }
            void attempt(() => store.arrange(id, { markedUnread: true }));
          },
        },
    {
      label: pinned ? t().unpinChat : t().pinChat,
      icon: 'pin',
      run: () => void attempt(() => store.arrange(id, { pinned: !pinned })),
    },
    {
      label: muted ? t().unmuteChat : t().muteChat,
      icon: muted ? 'bell' : 'mute',
      run: () => void attempt(() => store.arrange(id, { muted: !muted })),
    },
    { label: t().hideChat, icon: 'eye', run: () => void attempt(() => store.arrange(id, { hidden: true })) },
    {
      label: t().deleteChat,
      icon: 'trash',
      danger: true,
      run: () =>
        confirm(t().deleteChatTitle, t().deleteChatText, t().deleteChat, async () => {
          await store.deleteConversation(id);
          if (isOpen(record)) {
            go({ name: 'chats' });
          }
        }),
    },
  ];
}
