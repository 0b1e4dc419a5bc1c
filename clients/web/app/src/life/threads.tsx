import { useEffect, useState } from 'preact/hooks';
import { preview } from '../chat/preview.js';
import { placeOf, titleOf } from '../inbox/inbox.js';
import { explain, m, shortTime, t } from '../i18n/index.js';
import { nameOrYou } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { loadThreads, threads } from '../state/threads.js';
import { me } from '../state/workspace.js';
import { Icon } from '../ui/icon.js';
import { Empty, IconButton, Refusal, Skeleton } from '../ui/parts.js';
import '../design/life.css';

/** The followed threads, in the place of the chats. */
export function ThreadList() {
  const [loaded, setLoaded] = useState(threads.peek().length > 0);
  const [failure, setFailure] = useState<string | undefined>();
  const { store } = me();
  useEffect(() => {
    loadThreads().then(
      () => setLoaded(true),
      (cause: unknown) => setFailure(explain(cause)),
    );
  }, []);
  return (
    <section class="inbox" aria-label={t().threads}>
      <header class="side-head side-head-back">
        <IconButton icon="back" label={t().chats} onClick={() => go({ name: 'chats' })} />
        <h1>{t().threads}</h1>
      </header>
      <Refusal text={failure} />
      {threads.value.length === 0 ? (
        loaded ? (
          <Empty icon="thread" title={m().noThreads} text={m().noThreadsText} />
        ) : (
          failure === undefined && <Skeleton />
        )
      ) : (
        <ul class="rows">
          {threads.value.map(({ conversation, seq, unread, root }) => {
            const record = store.conversation(conversation);
            const thread = typeof root.thread === 'object' ? root.thread : undefined;
            return (
              <li key={`${conversation} ${String(seq)}`}>
                <button
                  type="button"
                  class="row row-thread"
                  disabled={record === undefined}
                  onClick={() => (record === undefined ? undefined : go(chatWith(placeOf(record), false, { thread: seq })))}
                >
                  <span class="palette-icon">
                    <Icon name="thread" />
                  </span>
                  <span class="row-text">
                    <span class="row-line">
                      <bdi class="row-title">
                        {nameOrYou(root.from)}: {preview(root)}
                      </bdi>
                      {thread !== undefined && (
                        <time class="row-time" dateTime={thread.lastAt}>
                          {shortTime(thread.lastAt)}
                        </time>
                      )}
                    </span>
                    <span class="row-line">
                      <span class="row-preview">
                        <bdi>{record === undefined ? '' : titleOf(record)}</bdi>
                        {thread !== undefined && ` · ${t().replies(thread.count)}`}
                      </span>
                      {unread > 0 && (
                        <span class="badge" aria-label={t().unreadCount(unread)}>
                          {unread}
                        </span>
                      )}
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
