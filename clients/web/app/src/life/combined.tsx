import type { Combined } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { Content, type Shown } from '../chat/content.js';
import { explain, m, moment, t } from '../i18n/index.js';
import { nameOf } from '../state/people.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { Button, IconButton, Refusal, Skeleton } from '../ui/parts.js';
import { openDialog } from '../ui/overlay.js';
import '../design/life.css';

interface Place {
  readonly conversation: string;
  readonly seq: number;
}

type Item = Shown & { seq: number; from?: string; at?: string };

export function openCombined(place: Place, combined: Combined | undefined): void {
  openDialog(
    combined?.title ?? m().combined,
    (close) => <Viewer place={place} combined={combined} close={close} />,
    'dialog-combined',
  );
}

/** The messages of a combined message, and of those that it contains. */
function Viewer({ place, combined, close }: { place: Place; combined: Combined | undefined; close: () => void }) {
  const [path, setPath] = useState<readonly { inside?: number; title: string }[]>([
    { title: combined?.title ?? t().messages(combined?.count ?? 0) },
  ]);
  const here = path.at(-1);
  return (
    <>
      <header class="head">
        {path.length > 1 && <IconButton icon="back" label={t().back} onClick={() => setPath(path.slice(0, -1))} />}
        <h2>
          <bdi>{here?.title}</bdi>
        </h2>
        <IconButton icon="close" label={t().close} onClick={close} />
      </header>
      <Level
        key={here?.inside ?? 0}
        place={place}
        inside={here?.inside}
        open={(inside, title) => setPath([...path, { inside, title }])}
      />
    </>
  );
}

function Level({
  place: { conversation, seq },
  inside,
  open,
}: {
  place: Place;
  inside: number | undefined;
  open: (inside: number, title: string) => void;
}) {
  const [items, setItems] = useState<readonly Item[]>([]);
  const [more, setMore] = useState(true);
  const [failure, setFailure] = useState<string | undefined>();
  const load = async (): Promise<void> => {
    try {
      const page = await http('GET /v1/conversations/{conversation}/messages/{seq}/combined', {
        path: { conversation, seq },
        query: { after: items.at(-1)?.seq ?? 0, limit: 50, ...(inside === undefined ? {} : { inside }) },
      });
      setItems((now) => [...now, ...(page.items as Item[])]);
      setMore(page.more);
    } catch (cause) {
      setFailure(explain(cause));
      setMore(false);
    }
  };
  useEffect(() => {
    void load();
  }, []);
  return (
    <div class="dialog-body combined" tabIndex={0}>
      {items.map((item, index) => {
        const name = item.from === undefined ? m().hiddenSender : nameOf(item.from);
        const first = index === 0 || items[index - 1]?.from !== item.from;
        const media = item.image !== undefined || item.video !== undefined || item.album !== undefined;
        return (
          <article key={item.seq} class={`message ${first ? 'message-first' : ''}`}>
            <span class="message-face">{first && <Avatar id={item.from ?? '?'} name={name} size="s" />}</span>
            <div class="message-body">
              <div class={`bubble ${media ? 'bubble-media' : ''}`}>
                {first && <bdi class="message-name">{name}</bdi>}
                <Content
                  content={item}
                  names={[]}
                  openCombined={() => open(item.seq, item.combined?.title ?? t().messages(item.combined?.count ?? 0))}
                />
                {item.at !== undefined && (
                  <span class="meta">
                    <time dateTime={item.at}>{moment(item.at)}</time>
                  </span>
                )}
              </div>
            </div>
          </article>
        );
      })}
      <Refusal text={failure} />
      {items.length === 0 && more && <Skeleton rows={4} />}
      {items.length > 0 && more && <Button onClick={() => void load()}>{m().showMore}</Button>}
    </div>
  );
}
