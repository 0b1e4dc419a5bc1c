import type { Device, MyStatus, Privacy } from '@waggle/sdk';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { explain, languages, locale, moment, t, useLanguage } from '../i18n/index.js';
import { learn, myName } from '../state/people.js';
import { go, type SettingsTab } from '../state/router.js';
import { http } from '../state/session.js';
import { density, language, notify, theme, type Density, type Theme } from '../state/settings.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { attempt, confirm, toast } from '../ui/overlay.js';
import { Button, Choice, Field, IconButton, Skeleton, Switch } from '../ui/parts.js';
import { titleOf } from './list.js';

export function SettingsPane({ tab }: { tab: SettingsTab }) {
  return (
    <section class="settings" aria-label={titleOf(tab)}>
      <header class="chat-head">
        <IconButton icon="back" label={t().back} class="chat-back" onClick={() => go({ name: 'settings', tab: undefined })} />
        <h2 class="settings-title">{titleOf(tab)}</h2>
      </header>
      <div class="settings-body">{paneOf(tab)}</div>
    </section>
  );
}

function paneOf(tab: SettingsTab): ComponentChildren {
  switch (tab) {
    case 'you':
      return <You />;
    case 'appearance':
      return <Appearance />;
    case 'notifications':
      return <Notifications />;
    case 'privacy':
      return <PrivacyPane />;
    case 'devices':
      return <Devices />;
    case 'password':
      return <Password />;
  }
}

/** Something that is asked for when the pane opens. */
function useAsked<T>(ask: () => Promise<T>): [T | undefined, (value: T) => void, string | undefined] {
  const [value, setValue] = useState<T | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  useEffect(() => {
    ask().then(setValue, (cause: unknown) => setFailure(explain(cause)));
  }, []);
  return [value, setValue, failure];
}

function Waiting({ failure }: { failure: string | undefined }) {
  return failure === undefined ? <Skeleton rows={3} /> : <p class="note note-bad">{failure}</p>;
}

function You() {
  const { uid } = me();
  const [profile, setProfile, failure] = useAsked(() => http('GET /v1/me'));
  const [status, setStatus] = useAsked<MyStatus>(() => http('GET /v1/me/status'));
  const [name, setName] = useState<string | undefined>();
  const [phone, setPhone] = useState<string | undefined>();
  const [text, setText] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  if (profile === undefined || status === undefined) {
    return <Waiting failure={failure} />;
  }
  const values = { name: name ?? profile.nickname, phone: phone ?? profile.phone ?? '', text: text ?? status.text ?? '' };
  const save = async (): Promise<void> => {
    setBusy(true);
    await attempt(async () => {
      const next = await http('PATCH /v1/me', {
        body: {
          nickname: values.name.trim() === '' ? null : values.name,
          phone: values.phone.trim() === '' ? null : values.phone.replace(/[\s-]/g, ''),
        },
      });
      if (values.text !== (status.text ?? '')) {
        setStatus(
          await http('PUT /v1/me/status', {
            body: { ...(values.text === '' ? {} : { text: values.text }), invisible: status.invisible },
          }),
        );
      }
      setProfile(next);
      myName.value = next;
      learn([next]);
      toast(t().saved);
    });
    setBusy(false);
  };
  return (
    <>
      <div class="face">
        <Avatar id={uid} name={values.name} size="xl" />
        <p class="quiet">@{profile.username}</p>
      </div>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t().displayName}
          maxLength={64}
          value={values.name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label={t().phone}
          type="tel"
          hint={t().phoneHint}
          autocomplete="tel"
          value={values.phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
        <Field
          label={t().statusText}
          hint={t().statusHint}
          maxLength={100}
          value={values.text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {t().save}
        </Button>
      </form>
      <Switch
        label={t().invisible}
        checked={status.invisible}
        onChange={(invisible) =>
          void attempt(async () =>
            setStatus(
              await http('PUT /v1/me/status', {
                body: { ...(status.text === undefined ? {} : { text: status.text }), invisible },
              }),
            ),
          )
        }
      />
    </>
  );
}

function Appearance() {
  return (
    <div class="settings-list">
      <Choice<Theme>
        label={t().theme}
        value={theme.value}
        options={[
          ['system', t().system],
          ['light', t().light],
          ['dark', t().dark],
        ]}
        onChange={(value) => {
          theme.value = value;
        }}
      />
      <Choice<Density>
        label={t().density}
        value={density.value}
        options={[
          ['comfortable', t().comfortable],
          ['compact', t().compact],
        ]}
        onChange={(value) => {
          density.value = value;
        }}
      />
      <Choice<string>
        label={t().languageLabel}
        value={locale()}
        options={Object.entries(languages).map(([code, { name }]) => [code, name] as const)}
        onChange={(value) => {
          language.value = value;
          void attempt(useLanguage);
        }}
      />
    </div>
  );
}

function Notifications() {
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
  return (
    <div class="settings-list">
      <Switch
        label={t().notify}
        checked={notify.value === 'on' && permission === 'granted'}
        disabled={permission === 'denied'}
        hint={permission === 'denied' ? t().notifyBlocked : undefined}
        onChange={(on) => void change(on)}
      />
    </div>
  );
}

function PrivacyPane() {
  const [privacy, setPrivacy, failure] = useAsked<Privacy>(() => http('GET /v1/me/privacy'));
  if (privacy === undefined) {
    return <Waiting failure={failure} />;
  }
  const change = (body: Partial<Record<'find' | 'add' | 'message', Privacy['find'] | null>>): void =>
    void attempt(async () => {
      setPrivacy(await http('PATCH /v1/me/privacy', { body }));
    });
  const options = [
    ['everyone', t().everyone],
    ['friends', t().friendsOnly],
    ['nobody', t().nobody],
  ] as const;
  return (
    <div class="settings-list">
      <Choice label={t().whoFinds} value={privacy.find} options={options} onChange={(find) => change({ find })} />
      <Choice label={t().whoAdds} value={privacy.add} options={options} onChange={(add) => change({ add })} />
      <Choice<Privacy['find'] | 'default'>
        label={t().whoWrites}
        value={privacy.message ?? 'default'}
        options={[['default', t().byDefault], ...options]}
        onChange={(message) => change({ message: message === 'default' ? null : message })}
      />
    </div>
  );
}

function Devices() {
  const [devices, setDevices, failure] = useAsked<readonly Device[]>(() => http('GET /v1/devices').then(({ items }) => items));
  if (devices === undefined) {
    return <Waiting failure={failure} />;
  }
  const sorted = [...devices].sort((a, b) => Number(b.current) - Number(a.current) || Number(b.online) - Number(a.online));
  return (
    <ul class="settings-list">
      {sorted.map(({ did, name, current, online, lastSeen, createdAt }) => (
        <li key={did} class="setting">
          <span>
            <bdi>{name}</bdi>
            <small>{current ? t().thisDevice : online ? t().active : t().lastSeen(moment(lastSeen ?? createdAt))}</small>
          </span>
          {!current && (
            <Button
              onClick={() =>
                confirm(t().removeDeviceTitle(name), t().removeDeviceText, t().removeDevice, async () => {
                  await http('DELETE /v1/devices/{did}', { path: { did } });
                  setDevices(devices.filter((device) => device.did !== did));
                })
              }
            >
              {t().removeDevice}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Password() {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await http('PUT /v1/me/password', { body: { oldPassword: old, newPassword: next } });
      setOld('');
      setNext('');
      toast(t().passwordChanged);
    } catch (cause) {
      setFailure(explain(cause));
    }
    setBusy(false);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input type="text" name="username" autocomplete="username" value={myName.value?.username ?? ''} hidden readOnly />
      <Field
        label={t().oldPassword}
        type="password"
        autocomplete="current-password"
        value={old}
        error={failure}
        onInput={(event) => setOld(event.currentTarget.value)}
      />
      <Field
        label={t().newPassword}
        type="password"
        autocomplete="new-password"
        hint={t().passwordHint}
        value={next}
        onInput={(event) => setNext(event.currentTarget.value)}
      />
      <Button kind="primary" type="submit" busy={busy} disabled={old === '' || next.length < 8}>
        {t().changePassword}
      </Button>
    </form>
  );
}
