import type { Entry } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { Content, type Shown } from '../chat/content.js';
import { preview } from '../chat/preview.js';
import { explain, m, shortTime, t } from '../i18n/index.js';
import { memberName, members } from '../state/people.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Head } from '../ui/overlay.js';
import { Button, Choice, Empty, IconButton, Refusal, Skeleton, Tabs } from '../ui/parts.js';
import '../design/life.css';

type Kind = 'media' | 'file' | 'link' | 'voice' | 'sender';

/** The media, files, links and recordings of a chat, and what one person has written. */
export function Gallery({
  conversation,
  gid,
  jump,
  onClose,
}: {
  conversation: string;
  gid: string | undefined;
  jump: (seq: number) => void;
  onClose: () => void;
}) {
  const [kind, setKind] = useState<Kind>('media');
  const [sender, setSender] = useState(me().uid);
  const people = gid === undefined ? [] : (members.value.get(gid) ?? []);
  return (
    <>
      <Head title={t().gallery} onClose={onClose} />
      <div class="gallery-tabs">
        <Tabs
          label={t().gallery}
          value={kind}
          options={[
            ['media', m().media],
            ['file', m().files],
            ['link', m().links],
            ['voice', m().voices],
            ...(people.length > 0 ? [['sender', m().bySender] as const] : []),
          ]}
          onChange={setKind}
        />
      </div>
      {kind === 'sender' && (
        <div class="gallery-sender">
          <Choice
            label={m().sender}
            value={sender}
            options={people.map(({ uid }) => [uid, memberName(gid, uid)] as const)}
            onChange={setSender}
          />
        </div>
      )}
      <Found
        key={`${kind} ${kind === 'sender' ? sender : ''}`}
        conversation={conversation}
        gid={gid}
        kind={kind}
        sender={sender}
        jump={jump}
      />
    </>
  );
}

function Found({
  conversation,
  gid,
  kind,
  sender,
  jump,
}: {
  conversation: string;
  gid: string | undefined;
  kind: Kind;
  sender: string;
  jump: (seq: number) => void;
}) {
  const [items, setItems] = useState<readonly Entry[]>([]);
  const [more, setMore] = useState(true);
  const [failure, setFailure] = useState<string | undefined>();
  const load = async (): Promise<void> => {
    const before = items.at(-1)?.seq;
    try {
      const page = await http('GET /v1/conversations/{conversation}/messages', {
        path: { conversation },
        query: {
          limit: 30,
          ...(kind === 'sender' ? { sender } : { kind }),
          ...(before === undefined ? {} : { before }),
        },
      });
      setItems((now) => [...now, ...page.items.toReversed()]);
      setMore(page.more);
    } catch (cause) {
      setFailure(explain(cause));
      setMore(false);
    }
  };
  useEffect(() => {
    void load();
  }, []);
  const entries = items.filter(({ id }) => id !== undefined);
  return (
    <div class={`pane-body gallery gallery-${kind}`} role="tabpanel" tabIndex={0}>
      <Refusal text={failure} />
      {entries.length === 0 && more && <Skeleton rows={4} />}
      {entries.length === 0 && !more && failure === undefined && (
        <Empty icon="image" title={m().nothingHere} text={m().nothingHereText} />
      )}
      <ul>
        {entries.map((entry) => (
          <li key={entry.seq} class="gallery-item">
            {kind === 'sender' || kind === 'link' ? (
              <button type="button" class="gallery-text" onClick={() => jump(entry.seq)}>
                <bdi>{preview(entry)}</bdi>
              </button>
            ) : (
              <Content content={{ ...(entry as Shown), caption: '' }} names={[]} />
            )}
            <p class="gallery-about">
              <span>
                <bdi>{memberName(gid, entry.from)}</bdi> · {shortTime(entry.at)}
              </span>
              <IconButton icon="reply" size={16} label={m().toMessage} onClick={() => jump(entry.seq)} />
            </p>
          </li>
        ))}
      </ul>
      {entries.length > 0 && more && <Button onClick={() => void load()}>{m().showMore}</Button>}
    </div>
  );
}
