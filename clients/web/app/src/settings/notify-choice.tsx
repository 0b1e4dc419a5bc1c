import { useState } from 'preact/hooks';
import { m, moment } from '../i18n/index.js';
import { mute, mutedUntil, unmute } from '../state/quiet.js';
import { me, useModel } from '../state/workspace.js';
import { attempt } from '../ui/overlay.js';
import { Choice } from '../ui/parts.js';

const hour = 3_600_000;
const lengths = { hour, eightHours: 8 * hour, week: 7 * 24 * hour } as const;

type Kind = 'on' | keyof typeof lengths | 'until' | 'always';

/** The choice of when a chat notifies: always, never, or not for a while. */
export function NotifyChoice({ conversation }: { conversation: string }) {
  const { store } = me();
  const muted = useModel((model) => model.conversation(conversation)?.muted);
  const [changes, setChanges] = useState(0);
  if (muted === undefined) {
    return null;
  }
  const until = muted ? mutedUntil(conversation) : undefined;
  const value: Kind = !muted ? 'on' : until === undefined ? 'always' : 'until';
  const change = (kind: Kind): void =>
    void attempt(async () => {
      if (kind === 'on') {
        await unmute(store, conversation);
      } else if (kind !== 'until') {
        await mute(store, conversation, kind === 'always' ? undefined : Date.now() + lengths[kind]);
      }
      setChanges(changes + 1);
    });
  return (
    <Choice<Kind>
      label={m().chatNotifications}
      value={value}
      options={[
        ['on', m().notifyOn],
        ...(until === undefined ? [] : [['until', m().mutedTill(moment(new Date(until).toISOString()))] as const]),
        ['hour', m().muteHour],
        ['eightHours', m().muteEightHours],
        ['week', m().muteWeek],
        ['always', m().muteAlways],
      ]}
      onChange={change}
    />
  );
}
