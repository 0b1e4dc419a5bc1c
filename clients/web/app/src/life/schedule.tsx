import type { NewMessage, Receiver, ScheduledMessage } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { contentText } from '../chat/preview.js';
import { isSaved, placeOf, titleOf } from '../inbox/inbox.js';
import { clock, explain, later, m, t } from '../i18n/index.js';
import { all } from '../state/pages.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Icon } from '../ui/icon.js';
import { attempt, confirm, Head, openDialog, openMenu, toast } from '../ui/overlay.js';
import { Button, Empty, IconButton, Skeleton } from '../ui/parts.js';
import { dayValue } from './date.js';
import '../design/life.css';

/** A message that is to be sent later. */
interface Later {
  readonly to: Receiver;
  readonly conversation?: string;
  readonly text: string;
  readonly mentions?: string[];
  readonly replyTo?: number;
  readonly thread?: number;
}

const at = (date: Date, days: number, hour: number): Date =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour);

/** The times that are offered. */
function presets(now: Date): { label: string; at: Date }[] {
  const evening = at(now, 0, 19);
  const tomorrow = at(now, 1, 9);
  const monday = at(now, (8 - now.getDay()) % 7 || 7, 9);
  return [
    { label: m().inAnHour, at: new Date(now.getTime() + 3_600_000) },
    ...(evening.getTime() - now.getTime() > 3_600_000 ? [{ label: m().thisEvening, at: evening }] : []),
    { label: m().tomorrowMorning, at: tomorrow },
    ...(monday.getTime() === tomorrow.getTime() ? [] : [{ label: m().onMonday, at: monday }]),
  ];
}

/** Asks when to send a message. */
export function openLater(button: HTMLElement, { conversation, ...message }: Later, done: () => void): void {
  const schedule = async (sendAt: Date): Promise<boolean> => {
    const answer = await attempt(() =>
      http('POST /v1/scheduled-messages', { body: { ...message, sendAt: sendAt.toISOString(), id: crypto.randomUUID() } }),
    );
    if (answer !== undefined) {
      done();
      toast(m().scheduledFor(later(answer.sendAt)), false, {
        label: m().showIt,
        run: () => openScheduled(answer.conversation),
      });
    }
    return answer !== undefined;
  };
  openMenu(button, t().sendLater, [
    ...presets(new Date()).map(({ label, at: time }) => ({
      label: `${label} · ${clock(time.toISOString())}`,
      icon: 'clock' as const,
      run: () => void schedule(time),
    })),
    { label: m().ownTime, icon: 'calendar', run: () => askTime(undefined, schedule) },
  ]);
}

function askTime(before: string | undefined, choose: (time: Date) => Promise<boolean>): void {
  openDialog(m().ownTime, (close) => <OwnTime before={before} choose={choose} close={close} />, 'dialog-small');
}

/** A time as an input has it, in this time zone. */
const timeValue = (date: Date): string => `${dayValue(date)}T${date.toTimeString().slice(0, 5)}`;

function OwnTime({
  before,
  choose,
  close,
}: {
  before: string | undefined;
  choose: (time: Date) => Promise<boolean>;
  close: () => void;
}) {
  const [value, setValue] = useState(() => timeValue(before === undefined ? at(new Date(), 1, 9) : new Date(before)));
  const [busy, setBusy] = useState(false);
  const isPast = value !== '' && Date.parse(value) < Date.now() + 5_000;
  return (
    <form
      class="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void choose(new Date(value)).then((done) => (done ? close() : setBusy(false)));
      }}
    >
      <h2>{m().ownTime}</h2>
      <label class="date-field">
        <span class="hidden">{m().sendTime}</span>
        <input
          type="datetime-local"
          autofocus
          required
          min={timeValue(new Date())}
          value={value}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      {isPast && <p class="field-note">{m().inThePast}</p>}
      <div class="dialog-actions">
        <Button onClick={close}>{t().cancel}</Button>
        <Button kind="primary" type="submit" busy={busy} disabled={value === '' || isPast}>
          {t().sendLater}
        </Button>
      </div>
    </form>
  );
}

export function openScheduled(conversation?: string): void {
  openDialog(t().scheduled, (close) => <Scheduled conversation={conversation} close={close} />);
}

/** The scheduled messages of one chat, or of all. */
function Scheduled({ conversation, close }: { conversation: string | undefined; close: () => void }) {
  const [items, setItems] = useState<readonly ScheduledMessage[] | undefined>();
  const load = async (): Promise<void> => {
    setItems(
      await all((start) =>
        http('GET /v1/scheduled-messages', { query: { ...(conversation === undefined ? {} : { conversation }), ...start } }),
      ),
    );
  };
  useEffect(() => {
    void attempt(load);
    return me().store.onNotice((notice) => (notice.name === 'scheduled' ? void attempt(load) : undefined));
  }, []);
  return (
    <>
      <Head title={t().scheduled} onClose={close} />
      <div class="dialog-body">
        {items === undefined ? (
          <Skeleton rows={3} />
        ) : items.length === 0 ? (
          <Empty icon="clock" title={m().noScheduled} text={m().noScheduledText} />
        ) : (
          <ul class="scheduled">
            {items.map((item) => (
              <Item key={item.id} item={item} all={conversation === undefined} reload={() => void attempt(load)} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Item({ item, all, reload }: { item: ScheduledMessage; all: boolean; reload: () => void }) {
  const { store } = me();
  const [draft, setDraft] = useState<string | undefined>();
  const record = store.conversation(item.conversation);
  const path = { id: item.id };
  const content = item.message as Record<string, unknown> & { text?: string };
  const change = (work: () => Promise<unknown>): void =>
    void attempt(async () => {
      await work();
      setDraft(undefined);
      reload();
    });
  const text = contentText(content);
  return (
    <li class="scheduled-item">
      <p class="scheduled-when">
        <Icon name={item.state === 'failed' ? 'warning' : 'clock'} size={16} />
        <time dateTime={item.sendAt}>{later(item.sendAt)}</time>
        {all && record !== undefined && <bdi>· {isSaved(record) ? t().savedMessages : titleOf(record)}</bdi>}
      </p>
      {item.error !== undefined && <p class="bad">{explain(item.error)}</p>}
      {draft === undefined ? (
        <p class="scheduled-text" dir="auto">
          {text}
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const { id: _, ...rest } = content;
            change(() =>
              http('PATCH /v1/scheduled-messages/{id}', { path, body: { ...rest, text: draft.trim() } as { text: string } }),
            );
          }}
        >
          <textarea
            rows={3}
            dir="auto"
            autofocus
            aria-label={t().message}
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
          />
          <div class="dialog-actions">
            <Button onClick={() => setDraft(undefined)}>{t().cancel}</Button>
            <Button kind="primary" type="submit" disabled={draft.trim() === ''}>
              {t().save}
            </Button>
          </div>
        </form>
      )}
      {draft === undefined && item.state !== 'sending' && (
        <div class="scheduled-tools">
          {record !== undefined && (
            <Button
              icon="send"
              onClick={() =>
                change(async () => {
                  // It keeps its id, so it is sent once, whatever happens between the two.
                  await http('POST /v1/messages', { body: { ...content, to: placeOf(record) } as NewMessage });
                  await http('DELETE /v1/scheduled-messages/{id}', { path });
                })
              }
            >
              {m().sendNow}
            </Button>
          )}
          {content.text !== undefined && (
            <IconButton icon="pen" label={t().edit} onClick={() => setDraft(content.text ?? '')} />
          )}
          <IconButton
            icon="calendar"
            label={m().sendTime}
            onClick={() =>
              askTime(item.sendAt, async (time) => {
                const done = await attempt(() =>
                  http('PATCH /v1/scheduled-messages/{id}', { path, body: { sendAt: time.toISOString() } }),
                );
                reload();
                return done !== undefined;
              })
            }
          />
          <IconButton
            icon="trash"
            label={t().discard}
            onClick={() =>
              confirm(m().cancelScheduled, text, t().discard, async () => {
                await http('DELETE /v1/scheduled-messages/{id}', { path });
                reload();
              })
            }
          />
        </div>
      )}
    </li>
  );
}
