import type { Device, Privacy } from '@waggle/sdk';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { languages, locale, m, moment, t, useLanguage } from '../i18n/index.js';
import { learn, myName } from '../state/people.js';
import { go, type SettingsTab } from '../state/router.js';
import { http } from '../state/session.js';
import { density, language, theme, type Density, type Theme } from '../state/settings.js';
import { me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { useAsked, Waiting } from '../ui/asked.js';
import { Icon } from '../ui/icon.js';
import { attempt, confirm, toast } from '../ui/overlay.js';
import { Button, Choice, Field, IconButton, Switch } from '../ui/parts.js';
import { About } from './about.js';
import { Account } from './account.js';
import { titleOf } from './list.js';
import { Notifications } from './notifications.js';
import { Storage } from './storage.js';
import '../design/circle.css';

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
      return <Account />;
    case 'storage':
      return <Storage />;
    case 'about':
      return <About />;
  }
}

function You() {
  const { uid } = me();
  const { value: profile, set: setProfile, failure } = useAsked(() => http('GET /v1/me'));
  const { value: status, set: setStatus } = useAsked(() => http('GET /v1/me/status'));
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
          label={m().phone}
          type="tel"
          hint={m().phoneHint}
          autocomplete="tel"
          value={values.phone}
          onInput={(event) => setPhone(event.currentTarget.value)}
        />
        <Field
          label={m().statusText}
          hint={m().statusHint}
          maxLength={100}
          value={values.text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {t().save}
        </Button>
      </form>
      <Switch
        label={m().invisible}
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
        label={m().theme}
        value={theme.value}
        options={[
          ['system', m().system],
          ['light', m().light],
          ['dark', m().dark],
        ]}
        onChange={(value) => {
          theme.value = value;
        }}
      />
      <Choice<Density>
        label={m().density}
        value={density.value}
        options={[
          ['comfortable', m().comfortable],
          ['compact', m().compact],
        ]}
        onChange={(value) => {
          density.value = value;
        }}
      />
      <Choice<string>
        label={m().languageLabel}
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

function PrivacyPane() {
  const { value: privacy, set: setPrivacy, failure } = useAsked(() => http('GET /v1/me/privacy'));
  if (privacy === undefined) {
    return <Waiting failure={failure} />;
  }
  const change = (body: Partial<Record<'find' | 'add' | 'message', Privacy['find'] | null>>): void =>
    void attempt(async () => {
      setPrivacy(await http('PATCH /v1/me/privacy', { body }));
    });
  const options = [
    ['everyone', m().everyone],
    ['friends', m().friendsOnly],
    ['nobody', m().nobody],
  ] as const;
  return (
    <div class="settings-list">
      <Choice label={m().whoFinds} value={privacy.find} options={options} onChange={(find) => change({ find })} />
      <Choice label={m().whoAdds} value={privacy.add} options={options} onChange={(add) => change({ add })} />
      <Choice<Privacy['find'] | 'default'>
        label={m().whoWrites}
        value={privacy.message ?? 'default'}
        options={[['default', m().byDefault], ...options]}
        onChange={(message) => change({ message: message === 'default' ? null : message })}
      />
      <button type="button" class="setting setting-link" onClick={() => go({ name: 'people', tab: 'blocked' })}>
        <span>{m().blockedPeople}</span>
        <Icon name="forward" size={18} />
      </button>
    </div>
  );
}

function Devices() {
  const {
    value: devices,
    set: setDevices,
    failure,
  } = useAsked<readonly Device[]>(() => http('GET /v1/devices').then(({ items }) => items));
  if (devices === undefined) {
    return <Waiting failure={failure} />;
  }
  const sorted = [...devices].sort((a, b) => Number(b.current) - Number(a.current) || Number(b.online) - Number(a.online));
  const others = sorted.filter(({ current, kind }) => !current && kind === 'login');
  return (
    <>
      <ul class="settings-list">
        {sorted.map(({ did, name, kind, current, online, lastSeen, createdAt }) => (
          <li key={did} class="setting">
            <span>
              <bdi>{name}</bdi>
              <small>
                {current ? m().thisDevice : online ? m().active : t().lastSeen(moment(lastSeen ?? createdAt))}
                {kind === 'provisioned' && ` · ${m().thing}`}
              </small>
            </span>
            {!current && (
              <Button
                onClick={() =>
                  confirm(m().removeDeviceTitle(name), m().removeDeviceText, m().removeDevice, async () => {
                    await http('DELETE /v1/devices/{did}', { path: { did } });
                    setDevices(devices.filter((device) => device.did !== did));
                  })
                }
              >
                {m().removeDevice}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <Button
          kind="danger"
          icon="leave"
          onClick={() =>
            confirm(m().logOutOthersTitle, m().logOutOthersText, m().logOutOthers, async () => {
              await Promise.all(others.map(({ did }) => http('DELETE /v1/devices/{did}', { path: { did } })));
              setDevices(devices.filter(({ did }) => others.every((other) => other.did !== did)));
              toast(m().othersLoggedOut);
            })
          }
        >
          {m().logOutOthers}
        </Button>
      )}
    </>
  );
}
