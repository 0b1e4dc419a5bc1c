import { useState } from 'preact/hooks';
import { m } from '../i18n/index.js';
import { notify, previews, quietHours, sound } from '../state/settings.js';
import { playTone } from '../state/tone.js';
import { Button, Switch } from '../ui/parts.js';

export function Notifications() {
  const [permission, setPermission] = useState(typeof Notification === 'undefined' ? 'denied' : Notification.permission);
  const change = async (on: boolean): Promise<void> => {
    if (!on) {
      notify.value = 'off';
      return;
    }
    const answer = await Notification.requestPermission();
    setPermission(answer);
    notify.value = answer === 'granted' ? 'on' : 'off';
  };
  const isOn = notify.value === 'on' && permission === 'granted';
  return (
    <>
      <div class="settings-list">
        <Switch
          label={m().notify}
          checked={isOn}
          disabled={permission === 'denied'}
          hint={permission === 'denied' ? m().notifyBlocked : undefined}
          onChange={(on) => void change(on)}
        />
        {isOn && (
          <Switch
            label={m().previews}
            checked={previews.value === 'on'}
            onChange={(on) => {
              previews.value = on ? 'on' : 'off';
            }}
          />
        )}
        <Switch
          label={m().sound}
          hint={m().soundHint}
          checked={sound.value === 'on'}
          onChange={(on) => {
            sound.value = on ? 'on' : 'off';
          }}
        />
        {sound.value === 'on' && (
          <div class="setting setting-end">
            <Button icon="play" onClick={playTone}>
              {m().tryIt}
            </Button>
          </div>
        )}
      </div>
      <QuietHours />
    </>
  );
}

function QuietHours() {
  const [from = '22:00', to = '07:00'] = quietHours.value?.split('-') ?? [];
  const set = (nextFrom: string, nextTo: string): void => {
    // A browser clears the field while a person types in it.
    if (nextFrom !== '' && nextTo !== '') {
      quietHours.value = `${nextFrom}-${nextTo}`;
    }
  };
  return (
    <div class="settings-list">
      <Switch
        label={m().quietHours}
        hint={m().quietHoursHint}
        checked={quietHours.value !== undefined}
        onChange={(on) => {
          quietHours.value = on ? `${from}-${to}` : undefined;
        }}
      />
      {quietHours.value !== undefined && (
        <div class="setting setting-times">
          <label>
            {m().from}
            <input type="time" value={from} onInput={(event) => set(event.currentTarget.value, to)} />
          </label>
          <label>
            {m().to}
            <input type="time" value={to} onInput={(event) => set(from, event.currentTarget.value)} />
          </label>
        </div>
      )}
    </div>
  );
}
