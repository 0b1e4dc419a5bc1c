import type { Entry } from '@waggle/sdk';
import type { ConversationRecord, OutboxRecord } from '@waggle/sdk/store';
import { signal } from '@preact/signals';
import { useContext, useRef } from 'preact/hooks';
import { bytes, clock, explain, fullTime, percent, t } from '../i18n/index.js';
import { openReaders, openVersions, openForward, saveMessages, openCombined } from '../later.js';
import { mayEdit, mayRecall } from '../state/limits.js';
import { meanColour, removeUpload, retryUpload, type Upload } from '../state/media.js';
import { memberName, nameOrYou } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { threadOf } from '../state/threads.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, closeMenu, confirm, copyText, openDialog, openMenu, toast, type MenuItem } from '../ui/overlay.js';
import { IconButton } from '../ui/parts.js';
import { Chat, type ChatState } from './context.js';
import { Content, type Shown } from './content.js';
import { EmojiPicker } from '../later.js';
import { StatusMark } from './marks.js';
import { changeText, kindName, preview } from './preview.js';
import { Text } from './text.js';

/** The own reactions that this page knows of: the log has only counts. */
const mine = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
const keyOf = ({ conversation, seq }: Entry): string => `${conversation} ${String(seq)}`;
const quick = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** Adds a reaction, or takes it back. */
async function toggleReaction(entry: Entry, emoji: string): Promise<void> {
  const path = { conversation: entry.conversation, seq: entry.seq };
  await attempt(async () => {
    const { items } = await http('GET /v1/conversations/{conversation}/messages/{seq}/reactions', { path });
    const has = items.some((item) => item.emoji === emoji && item.mine);
    if (has) {
      await http('DELETE /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', { path: { ...path, emoji } });
      remember(
        entry,
        items.filter((item) => item.mine && item.emoji !== emoji).map((item) => item.emoji),
      );
    } else {
      const after = await http('PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}', {
        path: { ...path, emoji },
      });
      remember(
        entry,
        after.items.filter((item) => item.mine).map((item) => item.emoji),
      );
    }
  });
}

function remember(entry: Entry, emojis: readonly string[]): void {
  mine.value = new Map(mine.peek()).set(keyOf(entry), new Set(emojis));
}

function namesIn(entry: Pick<Entry, 'mentions'>, gid: string | undefined): string[] {
  return (entry.mentions ?? []).map((uid) => memberName(gid, uid)).sort((a, b) => b.length - a.length);
}

/** Why messages cannot be forwarded. */
export function notForwarded(entries: readonly Entry[], chat: Pick<ChatState, 'noForwarding'>): string | undefined {
  if (chat.noForwarding) {
    return t().noForwardingHere;
  }
  if (entries.some(({ noForward, burnAfter }) => noForward === true || burnAfter !== undefined)) {
    return entries.length === 1 ? t().noForwardOne : t().noForwardSome;
  }
  return undefined;
}

/** Asks, and deletes messages for this person. */
export function hideMessages(conversation: string, seqs: readonly number[], done?: () => void): void {
  confirm(t().hideTitle(seqs.length), t().hideText, t().deleteChat, async () => {
    await me().store.hide(conversation, seqs);
    done?.();
  });
}

/** What can be done with a message. */
function actionsOf(entry: Entry, chat: ChatState): MenuItem[] {
  const { uid } = me();
  const own = entry.from === uid;
  const text = entry.text ?? entry.caption;
  const path = { conversation: entry.conversation, seq: entry.seq };
  const canEdit = own && text !== undefined && mayEdit(entry) && chat.canWrite;
  const canRecall = (own && mayRecall(entry)) || chat.isAdmin;
  const isPinned = chat.record?.pins.includes(entry.seq) === true;
  const canPin = chat.canWrite && (chat.gid === undefined || chat.isAdmin);
  const isSaved = chat.record?.peer?.uid === uid;
  const refusal = notForwarded([entry], chat);
  const forwarding = (run: () => void) => () => (refusal === undefined ? run() : toast(refusal, true));
  const when = (condition: boolean, ...items: MenuItem[]): MenuItem[] => (condition ? items : []);
  return [
    ...when(chat.canWrite, { label: t().reply, icon: 'reply', run: () => chat.setMode({ kind: 'reply', entry }) }),
    ...when(chat.canWrite && chat.thread === undefined && !isSaved, {
      label: t().replyInThread,
      icon: 'thread',
      run: () => chat.openThread(typeof entry.thread === 'number' ? entry.thread : entry.seq),
    }),
    ...when(text !== undefined, { label: t().copy, icon: 'copy', run: () => void copyText(text ?? '') }),
    ...when(canEdit, { label: t().edit, icon: 'pen', run: () => chat.setMode({ kind: 'edit', entry }) }),
    { label: t().forward, icon: 'share', run: forwarding(() => openForward([entry])) },
    ...when(!isSaved, { label: t().saveMessage, icon: 'bookmark', run: forwarding(() => saveMessages([entry])) }),
    ...when(chat.thread === undefined, { label: t().select, icon: 'check', run: () => chat.toggle(entry) }),
    ...when(canPin, {
      label: isPinned ? t().unpin : t().pin,
      icon: 'pin',
      run: () =>
        void attempt(() =>
          http(
            isPinned ? 'DELETE /v1/conversations/{conversation}/pins/{seq}' : 'PUT /v1/conversations/{conversation}/pins/{seq}',
            { path },
          ),
        ),
    }),
    ...when(own && chat.gid !== undefined, { label: t().whoRead, icon: 'checks', run: () => openReaders(entry) }),
    ...when(entry.edited !== undefined, { label: t().versions, icon: 'clock', run: () => openVersions(entry) }),
    {
      label: t().deleteChat,
      icon: 'trash',
      danger: true,
      run: () => hideMessages(entry.conversation, [entry.seq]),
    },
    ...when(canRecall, {
      label: t().recall,
      icon: 'undo',
      danger: true,
      run: () => void attempt(() => http('POST /v1/conversations/{conversation}/messages/{seq}/recall', { path })),
    }),
  ];
}

function openActions(at: MouseEvent | HTMLElement, entry: Entry, chat: ChatState): void {
  if (entry.recalled !== undefined || entry.expired === true) {
    openMenu(at, t().messageActions, [
      { label: t().deleteChat, icon: 'trash', danger: true, run: () => hideMessages(entry.conversation, [entry.seq]) },
    ]);
    return;
  }
  const react = (emoji: string) => () => {
    closeMenu();
    void toggleReaction(entry, emoji);
  };
  openMenu(
    at,
    t().messageActions,
    actionsOf(entry, chat),
    chat.canWrite ? (
      <div class="menu-emojis">
        {quick.map((emoji) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            tabIndex={-1}
            aria-label={`${t().react} ${emoji}`}
            onClick={react(emoji)}
          >
            {emoji}
          </button>
        ))}
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-label={`${t().react}: ${t().more}`}
          onClick={() => {
            closeMenu();
            openEmojis(entry);
          }}
        >
          <Icon name="plus" size={18} />
        </button>
      </div>
    ) : undefined,
  );
}

function openEmojis(entry: Entry): void {
  openDialog(
    t().react,
    (close) => (
      <EmojiPicker
        onClose={close}
        onPick={(emoji) => {
          close();
          void toggleReaction(entry, emoji);
        }}
      />
    ),
    'dialog-emoji',
  );
}

/** Calls back when a finger stays for a moment: Safari has no context menu for that. */
function useLongPress(run: (target: HTMLElement) => void) {
  const timer = useRef(0);
  const cancel = (): void => clearTimeout(timer.current);
  return {
    onPointerDown: (event: PointerEvent) => {
      const target = event.currentTarget as HTMLElement;
      if (event.pointerType === 'touch') {
        timer.current = window.setTimeout(() => run(target.querySelector<HTMLElement>('.bubble') ?? target), 450);
      }
    },
    onPointerMove: cancel,
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}

export function Message({
  entry,
  first,
  last,
  record,
  tabIndex,
}: {
  entry: Entry;
  first: boolean;
  last: boolean;
  record: ConversationRecord | undefined;
  tabIndex: number;
}) {
  const chat = useContext(Chat);
  const own = entry.from === me().uid;
  const name = memberName(chat.gid, entry.from);
  const gone = entry.recalled !== undefined || entry.expired === true;
  const reacted = mine.value.get(keyOf(entry));
  const isMentioned = entry.mentionAll === true || entry.mentions?.includes(me().uid) === true;
  const press = useLongPress((target) => openActions(target, entry, chat));
  const choosing = chat.selected !== undefined;
  const chosen = chat.selected?.has(entry.seq) === true;
  const media = entry.image !== undefined || entry.video !== undefined || entry.album !== undefined;
  return (
    <div
      class={`message ${own ? 'message-own' : ''} ${first ? 'message-first' : ''} ${chat.flashed === entry.seq ? 'message-flash' : ''} ${chosen ? 'message-chosen' : ''}`}
      data-seq={entry.seq}
      tabIndex={tabIndex}
      {...(choosing ? {} : press)}
      role="article"
      aria-label={`${nameOrYou(entry.from)}, ${clock(entry.at)}: ${preview(entry)}`}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) {
          return;
        }
        if (chat.thread === undefined && (event.key === ' ' || (event.key === 'Enter' && choosing))) {
          event.preventDefault();
          chat.toggle(entry);
        } else if (event.key === 'Enter') {
          event.preventDefault();
          openActions(event.currentTarget.querySelector<HTMLElement>('.bubble') ?? event.currentTarget, entry, chat);
        }
      }}
      onContextMenu={(event) =>
        choosing || (event.target as Element).closest('a,input,textarea') !== null ? undefined : openActions(event, entry, chat)
      }
      // While messages are chosen, a click anywhere in one chooses it.
      onClickCapture={
        choosing
          ? (event) => {
              event.preventDefault();
              event.stopPropagation();
              chat.toggle(entry);
            }
          : undefined
      }
    >
      {choosing && (
        <span class="message-check">
          <input type="checkbox" tabIndex={-1} checked={chosen} aria-label={`${t().select}: ${preview(entry)}`} />
        </span>
      )}
      {chat.gid !== undefined && !own && (
        <span class="message-face">{last && <Avatar id={entry.from} name={name} size="s" />}</span>
      )}
      <div class="message-body">
        <div
          class={`bubble ${gone ? 'bubble-gone' : ''} ${media && !gone ? 'bubble-media' : ''} ${isMentioned && !own ? 'bubble-mention' : ''}`}
        >
          {chat.gid !== undefined && !own && first && <bdi class="message-name">{name}</bdi>}
          {entry.forwarded !== undefined && !gone && <Source entry={entry} />}
          {entry.quote !== undefined && !gone && <Quote entry={entry} />}
          {gone ? (
            <span class="text gone">{preview(entry)}</span>
          ) : (
            <Content
              content={entry as Shown}
              names={namesIn(entry, chat.gid)}
              openCombined={() => openCombined({ conversation: entry.conversation, seq: entry.seq }, entry.combined)}
            />
          )}
          <span class="meta">
            {entry.edited !== undefined && !gone && (
              <button type="button" title={fullTime(entry.edited.at)} onClick={() => openVersions(entry)}>
                {t().edited}
              </button>
            )}
            {record?.pins.includes(entry.seq) === true && <Icon name="pin" size={12} />}
            <time dateTime={entry.at} title={fullTime(entry.at)}>
              {clock(entry.at)}
            </time>
            {own && !gone && record !== undefined && <StatusMark entry={entry} record={record} />}
          </span>
        </div>
        {entry.reactions !== undefined && entry.reactions.length > 0 && !gone && (
          <div class="reactions">
            {entry.reactions.map(({ emoji, count }) => (
              <button
                key={emoji}
                type="button"
                aria-pressed={reacted?.has(emoji) === true}
                aria-label={`${emoji} ${String(count)}`}
                onClick={() => void toggleReaction(entry, emoji)}
              >
                <span>{emoji}</span> {count}
              </button>
            ))}
          </div>
        )}
        {typeof entry.thread === 'object' && entry.thread.count > 0 && chat.thread === undefined && (
          <button type="button" class="thread-link" onClick={() => chat.openThread(entry.seq)}>
            <Icon name="thread" size={16} />
            {t().replies(entry.thread.count)}
            {threadOf(entry.conversation, entry.seq)?.unread ? <span class="badge badge-dot" title={t().unread} /> : null}
          </button>
        )}
      </div>
      {!gone && !choosing && (
        <div class="message-tools">
          {chat.canWrite && (
            <IconButton icon="smile" size={18} label={t().react} tabIndex={-1} onClick={() => openEmojis(entry)} />
          )}
          {chat.canWrite && (
            <IconButton
              icon="reply"
              size={18}
              label={t().reply}
              tabIndex={-1}
              onClick={() => chat.setMode({ kind: 'reply', entry })}
            />
          )}
          <IconButton
            icon="more"
            size={18}
            label={t().messageActions}
            tabIndex={-1}
            onClick={(event) => openActions(event.currentTarget, entry, chat)}
          />
        </div>
      )}
    </div>
  );
}

/** Where a forwarded message comes from. In the saved messages, one can go there. */
function Source({ entry }: { entry: Entry }) {
  const { from, conversation, seq } = entry.forwarded ?? {};
  const { store } = me();
  const record = conversation === undefined ? undefined : store.conversation(conversation);
  const place = record?.gid !== undefined ? { g: record.gid } : record?.peer !== undefined ? { u: record.peer.uid } : undefined;
  const label = from === undefined ? t().forwarded : t().forwardedFrom(nameOrYou(from));
  return place === undefined || seq === undefined ? (
    <span class="source">
      <Icon name="share" size={14} />
      <bdi>{label}</bdi>
    </span>
  ) : (
    <button type="button" class="source" title={t().toSource} onClick={() => go(chatWith(place, false, { at: seq }))}>
      <Icon name="share" size={14} />
      <bdi>{label}</bdi>
    </button>
  );
}

/** Messages of a thread, where they were written: one line. */
export function Threaded({ entry, count }: { entry: Entry; count: number }) {
  const chat = useContext(Chat);
  const root = typeof entry.thread === 'number' ? entry.thread : entry.seq;
  return (
    <div class="system" data-seq={entry.seq}>
      <button type="button" class="threaded" onClick={() => chat.openThread(root)}>
        <Icon name="thread" size={16} />
        <span>
          <bdi>{entry.from === me().uid ? t().you : memberName(chat.gid, entry.from)}</bdi>: <bdi>{preview(entry)}</bdi>
        </span>
        {count > 1 && <b>{t().replies(count)}</b>}
      </button>
    </div>
  );
}

function Quote({ entry }: { entry: Entry }) {
  const chat = useContext(Chat);
  const { quote } = entry;
  if (quote === undefined) {
    return null;
  }
  if (quote.gone === true) {
    return <span class="quote quote-gone">{t().gone}</span>;
  }
  return (
    <button type="button" class="quote" onClick={() => chat.jump(quote.seq)}>
      <bdi class="quote-name">
        {quote.from === undefined ? '' : quote.from === me().uid ? t().you : memberName(chat.gid, quote.from)}
      </bdi>
      <bdi class="quote-text">{quote.text ?? kindName(quote.kind)}</bdi>
    </button>
  );
}

/** An own message that has no number yet. */
export function Pending({ message, first, quoted }: { message: OutboxRecord; first: boolean; quoted: Entry | undefined }) {
  const chat = useContext(Chat);
  const { store } = me();
  const failed = message.state === 'failed';
  const offline = chat.offline;
  return (
    <div
      class={`message message-own ${first ? 'message-first' : ''}`}
      data-pending={message.id}
      role="article"
      aria-label={preview({ ...message.content, from: me().uid } as unknown as Entry)}
    >
      <div class="message-body">
        <div class="bubble">
          {quoted !== undefined && (
            <span class="quote">
              <bdi class="quote-name">{nameOrYou(quoted.from)}</bdi>
              <bdi class="quote-text">{preview(quoted)}</bdi>
            </span>
          )}
          <Content content={message.content as Shown} names={[]} />
          <span class="meta">
            <time dateTime={message.at}>{clock(message.at)}</time>
            <span
              class="status"
              role="img"
              data-status={message.state}
              aria-label={failed ? t().failed : offline ? t().queued : t().sending}
              title={failed ? t().failed : offline ? t().queued : t().sending}
            >
              <Icon name={failed ? 'warning' : message.state === 'stored' ? 'check' : 'clock'} size={15} />
            </span>
          </span>
        </div>
        {failed && (
          <Failure
            text={explain({ code: message.code, detail: message.detail })}
            retry={() => void attempt(() => store.retry(message.id))}
            discard={() =>
              confirm(t().discard, preview({ ...message.content } as unknown as Entry), t().discard, () =>
                store.discard(message.id),
              )
            }
          />
        )}
      </div>
    </div>
  );
}

function Failure({ text, retry, discard }: { text: string; retry: () => void; discard: () => void }) {
  return (
    <div class="failure" role="alert">
      <span>{text}</span>
      <button type="button" class="text-button" onClick={retry}>
        {t().retry}
      </button>
      <button type="button" class="text-button" onClick={discard}>
        {t().discard}
      </button>
    </div>
  );
}

/** Files on their way to the store. */
export function Uploading({ upload, first }: { upload: Upload; first: boolean }) {
  const part = upload.total === 0 ? 0 : upload.sent / upload.total;
  return (
    <div class={`message message-own ${first ? 'message-first' : ''}`}>
      <div class="message-body">
        <div class="bubble bubble-media">
          <div class={upload.attachments.length > 1 ? `album album-${String(Math.min(4, upload.attachments.length))}` : ''}>
            {upload.attachments.map(({ id, kind, url, poster, file, width = 240, height = 180 }) => {
              const scale = Math.min(1, 340 / width, 380 / height);
              const picture = kind === 'image' ? url : poster;
              return picture !== undefined ? (
                <span
                  key={id}
                  class="picture"
                  style={
                    upload.attachments.length > 1
                      ? {}
                      : {
                          inlineSize: `${String(Math.max(120, Math.round(width * scale)))}px`,
                          aspectRatio: `${String(width)} / ${String(height)}`,
                          backgroundColor: meanColour(undefined) ?? '',
                        }
                  }
                >
                  <img src={picture} alt="" />
                </span>
              ) : (
                <span key={id} class="file">
                  <span class="file-icon">
                    <Icon name={kind === 'video' ? 'video' : kind === 'voice' ? 'mic' : 'file'} />
                  </span>
                  <span class="file-text">
                    <bdi class="file-name">{file.name}</bdi>
                    <small>{bytes(file.size)}</small>
                  </span>
                </span>
              );
            })}
          </div>
          {upload.caption !== '' && <Text text={upload.caption} />}
          {upload.error === undefined && (
            <div class="upload">
              <progress max={1} value={part} aria-label={t().uploading(percent(part))} />
              <small>{percent(part)}</small>
              <IconButton icon="close" size={16} label={t().cancel} onClick={() => removeUpload(upload.id)} />
            </div>
          )}
        </div>
        {upload.error !== undefined && (
          <Failure text={explain(upload.error)} retry={() => retryUpload(upload.id)} discard={() => removeUpload(upload.id)} />
        )}
      </div>
    </div>
  );
}

export function System({ entry }: { entry: Entry }) {
  return (
    <div class="system" data-seq={entry.seq}>
      <span dir="auto">{entry.change === undefined ? preview(entry) : changeText(entry.from, entry.change)}</span>
    </div>
  );
}
