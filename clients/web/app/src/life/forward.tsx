import type { Entry, ForwardAnswer } from '@waggle/sdk';
import { useContext, useState } from 'preact/hooks';
import { Chat } from '../chat/context.js';
import { hideMessages, notForwarded } from '../chat/message.js';
import { preview } from '../chat/preview.js';
import { explain, m, t } from '../i18n/index.js';
import { nameOf } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { attempt, copyText, Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Field, IconButton, Refusal, SearchBox, Switch } from '../ui/parts.js';
import { matches, targets, type Target } from './targets.js';
import '../design/life.css';

/** How much the server forwards at once. */
const most = { messages: 100, targets: 20 };

/** The actions for the chosen messages. It replaces the composer. */
export function SelectionBar({
  entries,
  conversation,
  done,
}: {
  entries: readonly Entry[];
  conversation: string;
  done: () => void;
}) {
  const chat = useContext(Chat);
  const gone = entries.some((entry) => entry.recalled !== undefined || entry.expired === true);
  const refusal =
    entries.length > most.messages ? m().atMost(most.messages) : gone ? m().goneSome : notForwarded(entries, chat);
  const texts = entries.flatMap(({ text, caption }) => text ?? caption ?? []);
  const mayForward = refusal === undefined && entries.length > 0;
  return (
    <footer class="composer selection">
      <div class="composer-line" role="group" aria-label={t().select}>
        <IconButton icon="close" label={t().cancel} onClick={done} />
        <span class="selection-count" role="status">
          {m().selected(entries.length)}
          {refusal !== undefined && <small>{refusal}</small>}
        </span>
        {texts.length > 0 && (
          <IconButton
            icon="copy"
            label={t().copy}
            onClick={() => {
              void copyText(texts.join('\n'));
              done();
            }}
          />
        )}
        {chat.record?.peer?.uid !== me().uid && (
          <IconButton
            icon="bookmark"
            label={t().saveMessage}
            disabled={!mayForward}
            onClick={() => void saveMessages(entries, done)}
          />
        )}
        <IconButton
          icon="trash"
          label={t().deleteChat}
          disabled={entries.length > most.messages}
          onClick={() =>
            hideMessages(
              conversation,
              entries.map(({ seq }) => seq),
              done,
            )
          }
        />
        <Button kind="primary" icon="share" disabled={!mayForward} onClick={() => openForward(entries, done)}>
          {t().forward}
        </Button>
      </div>
    </footer>
  );
}

const sourceOf = (entries: readonly Entry[]): { conversation: string; seqs: number[] } => ({
  conversation: entries[0]?.conversation ?? '',
  seqs: entries.map(({ seq }) => seq).sort((a, b) => a - b),
});

/** Forwards to the conversation of the person with themself. */
export async function saveMessages(entries: readonly Entry[], done?: () => void): Promise<void> {
  const to = { u: me().uid };
  await attempt(async () => {
    const { items } = await http('POST /v1/messages/forward', {
      body: { from: sourceOf(entries), to: [to], id: crypto.randomUUID() },
    });
    const error = items[0]?.error;
    if (error !== undefined) {
      toast(explain(error), true);
      return;
    }
    toast(m().savedDone, false, { label: m().showIt, run: () => go(chatWith(to)) });
    done?.();
  });
}

export function openForward(entries: readonly Entry[], done?: () => void): void {
  openDialog(t().forward, (close) => <Forward entries={entries} done={done} close={close} />, 'dialog-pick');
}

type Answer = ForwardAnswer['items'][number];

function Forward({ entries, done, close }: { entries: readonly Entry[]; done: (() => void) | undefined; close: () => void }) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Target>>(new Map());
  const [combined, setCombined] = useState(false);
  const [title, setTitle] = useState('');
  const [hideSource, setHideSource] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const [refused, setRefused] = useState<readonly Answer[]>([]);
  // The same for every try with these targets, so that nothing is forwarded twice.
  const [id, setId] = useState(() => crypto.randomUUID());
  const choose =
    <T,>(set: (to: T) => void) =>
    (to: T): void => {
      set(to);
      setId(crypto.randomUUID());
    };
  const shown = targets().filter((target) => matches(target, query));
  const isFull = chosen.size >= most.targets;

  const forward = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { items } = await http('POST /v1/messages/forward', {
        body: {
          from: sourceOf(entries),
          to: [...chosen.values()].map(({ to }) => to),
          id,
          ...(combined ? { combined, ...(title.trim() === '' ? {} : { title: title.trim() }) } : {}),
          ...(hideSource ? { hideSource } : {}),
        },
      });
      const bad = items.filter(({ error }) => error !== undefined);
      setRefused(bad);
      done?.();
      if (bad.length === 0) {
        close();
        const [only] = [...chosen.values()];
        toast(
          chosen.size === 1 ? m().forwardedTo(only?.name ?? '') : m().forwardedToMany(chosen.size),
          false,
          chosen.size === 1 && only !== undefined ? { label: m().showIt, run: () => go(chatWith(only.to)) } : undefined,
        );
      }
    } catch (cause) {
      setFailure(explain(cause));
    }
    setBusy(false);
  };

  if (refused.length > 0) {
    const mayTryAgain = refused.some(({ error }) => retryable.has(error?.code ?? ''));
    return (
      <>
        <Head title={t().forward} onClose={close} />
        <div class="dialog-body">
          {chosen.size > refused.length && <p class="note">{m().forwardedToMany(chosen.size - refused.length)}</p>}
          <ul class="choose-list">
            {refused.map(({ to, error }) => {
              const target = [...chosen.values()].find((one) => keyOf(one.to) === keyOf(to as Target['to']));
              return (
                <li key={keyOf(to as Target['to'])} class="choose-row">
                  <Avatar id={target?.key ?? ''} name={target?.name ?? ''} group={target?.group ?? false} size="s" />
                  <span class="row-text">
                    <bdi class="row-title">{target?.name}</bdi>
                    <small class="bad">{error === undefined ? '' : explain(error)}</small>
                  </span>
                </li>
              );
            })}
          </ul>
          <div class="dialog-actions">
            {mayTryAgain && (
              <Button busy={busy} onClick={() => void forward()}>
                {t().retry}
              </Button>
            )}
            <Button kind="primary" onClick={close}>
              {t().done}
            </Button>
          </div>
        </div>
      </>
    );
  }
  return (
    <>
      <Head title={t().forward} onClose={close} />
      <form
        class="dialog-body pick"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.size > 0 && !busy) {
            void forward();
          }
        }}
      >
        <p class="pick-what">
          <Icon name="share" size={16} />
          <bdi>
            {entries.length === 1 && entries[0] !== undefined
              ? `${nameOf(entries[0].from)}: ${preview(entries[0])}`
              : t().messages(entries.length)}
          </bdi>
        </p>
        <SearchBox label={t().search} value={query} onInput={setQuery} autofocus />
        <ul class="choose-list pick-list" aria-label={t().chats}>
          {shown.slice(0, 200).map((target) => (
            <li key={target.key}>
              <label class="choose-row">
                <Avatar
                  id={target.key}
                  name={target.name}
                  group={target.group}
                  icon={target.saved ? 'bookmark' : undefined}
                  size="s"
                />
                <span class="row-text">
                  <bdi class="row-title">{target.name}</bdi>
                  {target.note !== undefined && <small>{target.note}</small>}
                </span>
                <input
                  type="checkbox"
                  checked={chosen.has(target.key)}
                  disabled={isFull && !chosen.has(target.key)}
                  onChange={() => {
                    const next = new Map(chosen);
                    if (!next.delete(target.key)) {
                      next.set(target.key, target);
                    }
                    choose(setChosen)(next);
                  }}
                />
              </label>
            </li>
          ))}
          {shown.length === 0 && <li class="quiet">{t().nothingFound}</li>}
        </ul>
        <div class="settings-list">
          {entries.length > 1 && (
            <Switch label={m().asOne} hint={m().asOneHint} checked={combined} onChange={choose(setCombined)} />
          )}
          {combined && (
            <Field
              label={m().combinedTitle}
              value={title}
              maxLength={100}
              onInput={(event) => choose(setTitle)(event.currentTarget.value)}
            />
          )}
          <Switch label={m().hideSource} hint={m().hideSourceHint} checked={hideSource} onChange={choose(setHideSource)} />
        </div>
        <Refusal text={failure} />
        <div class="dialog-actions">
          <span class="quiet" role="status">
            {isFull ? m().atMostChats(most.targets) : chosen.size > 0 ? m().chosenChats(chosen.size) : ''}
          </span>
          <Button kind="primary" type="submit" icon="send" busy={busy} disabled={chosen.size === 0}>
            {t().forward}
          </Button>
        </div>
      </form>
    </>
  );
}

const retryable: ReadonlySet<string> = new Set(['overloaded', 'unavailable', 'slow-mode', 'internal']);

const keyOf = (to: Target['to']): string => ('u' in to ? `u ${to.u}` : `g ${to.g}`);
