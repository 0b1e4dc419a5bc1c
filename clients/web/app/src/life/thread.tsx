import type { Entry, Receiver } from '@waggle/sdk';
import type { Timeline } from '@waggle/sdk/store';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Composer } from '../chat/composer.js';
import { Chat, type Mode } from '../chat/context.js';
import { isMessageEntry } from '../chat/kinds.js';
import { Message, Pending, Uploading } from '../chat/message.js';
import { rootOf } from '../chat/rows.js';
import { explain, m, t } from '../i18n/index.js';
import { mayEdit } from '../state/limits.js';
import { uploads } from '../state/media.js';
import { http } from '../state/session.js';
import { loadThreads, threadOf, threads } from '../state/threads.js';
import { me, useModel } from '../state/workspace.js';
import { attempt } from '../ui/overlay.js';
import { Button, Empty, IconButton, Refusal, Skeleton } from '../ui/parts.js';
import '../design/life.css';

interface Props {
  conversation: string;
  /** The number of the root. */
  root: number;
  to: Receiver;
  chatKey: string;
  slowUntil: number;
  onClose: () => void;
}

/** A thread beside its chat: the root, then what was answered, and where to answer. */
export function ThreadPane({ conversation, root, to, chatKey, slowUntil, onClose }: Props) {
  const chat = useContext(Chat);
  const { uid } = me();
  const timeline = useModel((model) => model.timeline(conversation));
  const outbox = useModel((model) => model.outbox());
  const [mode, setMode] = useState<Mode>();
  const [failure, setFailure] = useState<string | undefined>();
  const { first, answers, more, loadOlder } = useThread(conversation, root, timeline, setFailure);
  const followed = threadOf(conversation, root);
  const [following, setFollowing] = useState<boolean | undefined>();
  const isFollowing = following ?? (followed !== undefined || first?.from === uid);
  const pending = outbox.filter(
    (message) =>
      rootOf(message.content) === root &&
      ('g' in message.to ? message.to.g === conversation : message.conversation === conversation) &&
      !answers.some(({ id }) => id === message.id),
  );
  const waiting = uploads.value.filter(({ key }) => key === chatKey);
  const scroller = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const last = answers.at(-1)?.seq ?? 0;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && stuck.current) {
      element.scrollTop = element.scrollHeight;
    }
  });

  // A reply that is visible in a focused window is read.
  useEffect(() => {
    const read = (): void => {
      const known = threads.peek().find((one) => one.conversation === conversation && one.seq === root);
      if (last > 0 && document.hasFocus() && (known === undefined || known.readSeq < last)) {
        http('PUT /v1/conversations/{conversation}/messages/{seq}/thread/read', {
          path: { conversation, seq: root },
          body: { readSeq: last },
        })
          .then(loadThreads)
          .catch(() => undefined);
      }
    };
    read();
    addEventListener('focus', read);
    return () => removeEventListener('focus', read);
  }, [last]);

  const follow = (on: boolean): void =>
    void attempt(async () => {
      await http(
        on
          ? 'PUT /v1/conversations/{conversation}/messages/{seq}/thread/follow'
          : 'DELETE /v1/conversations/{conversation}/messages/{seq}/thread/follow',
        { path: { conversation, seq: root } },
      );
      setFollowing(on);
      await loadThreads();
    });
  const inThread = useMemo(
    () => ({
      ...chat,
      thread: root,
      selected: undefined,
      setMode,
      jump: (seq: number) =>
        scroller.current?.querySelector(`[data-seq="${String(seq)}"]`)?.scrollIntoView({ block: 'center' }),
    }),
    [chat, root],
  );
  const rootIsGone = first !== undefined && (first.recalled !== undefined || first.expired === true);
  return (
    <Chat.Provider value={inThread}>
      <section class="thread" aria-label={m().thread}>
        <header class="head">
          <h2>{m().thread}</h2>
          <IconButton
            icon={isFollowing ? 'bell' : 'mute'}
            label={isFollowing ? m().unfollowThread : m().followThread}
            aria-pressed={isFollowing}
            onClick={() => follow(!isFollowing)}
          />
          <IconButton icon="close" label={t().close} onClick={onClose} />
        </header>
        <div
          ref={scroller}
          class="thread-list"
          role="log"
          aria-live="off"
          aria-label={m().thread}
          tabIndex={0}
          onScroll={(event) => {
            const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
            stuck.current = scrollHeight - scrollTop - clientHeight < 48;
          }}
        >
          <Refusal text={failure} />
          {first === undefined ? (
            failure === undefined && <Skeleton rows={3} />
          ) : (
            <div class="thread-root">
              <Message entry={first} first last record={chat.record} tabIndex={0} />
            </div>
          )}
          {more && (
            <p class="thread-more">
              <Button
                onClick={() => {
                  stuck.current = false;
                  void loadOlder();
                }}
              >
                {m().showEarlier}
              </Button>
            </p>
          )}
          {answers.map((entry, index) => (
            <Message
              key={entry.seq}
              entry={entry}
              first={answers[index - 1]?.from !== entry.from}
              last={answers[index + 1]?.from !== entry.from}
              record={chat.record}
              tabIndex={0}
            />
          ))}
          {pending.map((message, index) => (
            <Pending
              key={message.id}
              message={message}
              first={index === 0 && answers.at(-1)?.from !== uid}
              quoted={answers.find(({ seq }) => seq === message.content.replyTo)}
            />
          ))}
          {waiting.map((upload) => (
            <Uploading key={upload.id} upload={upload} first />
          ))}
          {first !== undefined && answers.length === 0 && pending.length === 0 && waiting.length === 0 && (
            <Empty icon="thread" title={m().noReplies} text={m().noRepliesText} />
          )}
        </div>
        {rootIsGone ? (
          <p class="chat-closed">{m().threadClosed}</p>
        ) : (
          chat.canWrite && (
            <Composer
              chatKey={chatKey}
              to={to}
              conversation={undefined}
              gid={chat.gid}
              title={m().thread}
              thread={root}
              slowUntil={slowUntil}
              mode={mode}
              setMode={setMode}
              onSent={() => {
                stuck.current = true;
              }}
              onEditLast={() => {
                const mine = answers.findLast((entry) => entry.from === uid && entry.text !== undefined);
                if (mine !== undefined && mayEdit(mine)) {
                  setMode({ kind: 'edit', entry: mine });
                }
              }}
            />
          )
        )}
      </section>
    </Chat.Provider>
  );
}

/** Tells whether the person has deleted a message: it is missing in what is loaded of the chat. */
function isHidden(seq: number, { entries }: Timeline): boolean {
  const [first, last] = [entries.at(0)?.seq ?? Infinity, entries.at(-1)?.seq ?? 0];
  return seq >= first && seq <= last && !entries.some((entry) => entry.seq === seq);
}

/** Reads the thread, and adds what arrives in the timeline. */
function useThread(id: string, seq: number, timeline: Timeline, fail: (text: string) => void) {
  const [here, setHere] = useState<ReadonlyMap<number, Entry>>(new Map());
  const [hasMore, setMore] = useState(false);
  const [asked, setAsked] = useState<Entry | undefined>();
  const put = (entries: readonly Entry[]): void =>
    setHere((now) => {
      const next = new Map(now);
      for (const entry of entries) {
        const known = next.get(entry.seq);
        if (known === undefined || (known.version ?? 0) <= (entry.version ?? 0)) {
          next.set(entry.seq, entry);
        }
      }
      return next;
    });
  const path = { conversation: id, seq };
  const load = async (): Promise<void> => {
    try {
      const page = await http('GET /v1/conversations/{conversation}/messages/{seq}/thread', { path, query: { limit: 50 } });
      put(page.items);
      setMore(page.more);
    } catch (cause) {
      fail(explain(cause));
    }
  };
  const loaded = timeline.entries.find((entry) => entry.seq === seq);
  useEffect(() => {
    void load();
    if (loaded === undefined) {
      http('GET /v1/conversations/{conversation}/messages/{seq}', { path }).then(setAsked, (cause: unknown) =>
        fail(explain(cause)),
      );
    }
  }, []);
  const live = timeline.entries.filter((entry) => rootOf(entry) === seq && isMessageEntry(entry));
  useEffect(() => put(live), [timeline.entries]);
  const list = [...here.values()]
    .filter(({ seq: one, recalled, expired }) => recalled === undefined && expired !== true && !isHidden(one, timeline))
    .sort((a, b) => a.seq - b.seq);
  return {
    first: loaded ?? asked,
    answers: list,
    more: hasMore,
    loadOlder: async (): Promise<void> => {
      const before = list[0]?.seq;
      const page = await attempt(() =>
        http('GET /v1/conversations/{conversation}/messages/{seq}/thread', {
          path,
          query: { limit: 50, ...(before === undefined ? {} : { before }) },
        }),
      );
      if (page !== undefined) {
        put(page.items);
        setMore(page.more);
      }
    },
  };
}
