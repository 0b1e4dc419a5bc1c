import { useState } from 'preact/hooks';
import { m, t } from '../i18n/index.js';
import { http } from '../state/session.js';
import { attempt, openDialog, toast } from '../ui/overlay.js';
import { Button } from '../ui/parts.js';
import '../design/life.css';

export function openDate(conversation: string, jump: (seq: number) => void): void {
  openDialog(t().toDate, (close) => <ToDate conversation={conversation} jump={jump} close={close} />, 'dialog-small');
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** A day as an input has it, in this time zone. */
export const dayValue = (date: Date): string =>
  `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** Goes to the first message of a day, or the next one after it. */
function ToDate({ conversation, jump, close }: { conversation: string; jump: (seq: number) => void; close: () => void }) {
  const [day, setDay] = useState(() => dayValue(new Date()));
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    const page = await attempt(() =>
      http('GET /v1/conversations/{conversation}/messages', {
        path: { conversation },
        query: { from: new Date(`${day}T00:00`).toISOString(), limit: 1 },
      }),
    );
    setBusy(false);
    const seq = page?.items[0]?.seq;
    if (seq !== undefined) {
      close();
      jump(seq);
    } else if (page !== undefined) {
      toast(m().nothingSince, true);
    }
  };
  return (
    <form
      class="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== '') {
          void go();
        }
      }}
    >
      <h2>{t().toDate}</h2>
      <label class="date-field">
        <span class="hidden">{m().chooseDay}</span>
        <input
          type="date"
          autofocus
          required
          max={dayValue(new Date())}
          value={day}
          onInput={(event) => setDay(event.currentTarget.value)}
        />
      </label>
      <div class="dialog-actions">
        <Button onClick={close}>{t().cancel}</Button>
        <Button kind="primary" type="submit" busy={busy} disabled={day === ''}>
          {m().goThere}
        </Button>
      </div>
    </form>
  );
}
