import { m, t } from '../i18n/index.js';
import { openShortcuts } from '../later.js';
import { myName, nameOf } from '../state/people.js';
import { go, type SettingsTab } from '../state/router.js';
import { install, installer } from '../state/worker.js';
import { logOut, me } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, type IconName } from '../ui/icon.js';
import { confirm } from '../ui/overlay.js';
import '../design/circle.css';

const tabs: readonly (readonly [SettingsTab, IconName])[] = [
  ['you', 'people'],
  ['appearance', 'sun'],
  ['notifications', 'bell'],
  ['privacy', 'eye'],
  ['devices', 'device'],
  ['password', 'lock'],
  ['storage', 'box'],
  ['about', 'info'],
];

export const titleOf = (tab: SettingsTab): string =>
  ({
    you: t().profile,
    appearance: m().appearance,
    notifications: m().notifications,
    privacy: m().privacy,
    devices: m().devices,
    password: m().account,
    storage: m().storage,
    about: m().about,
  })[tab];

export function SettingsList({ tab }: { tab: SettingsTab | undefined }) {
  const { uid } = me();
  return (
    <section class="inbox" aria-label={t().settings}>
      <header class="side-head">
        <h1>{t().settings}</h1>
      </header>
      <nav class="rows settings-nav" aria-label={t().settings}>
        <button
          type="button"
          class="row"
          aria-current={tab === 'you' ? 'page' : undefined}
          onClick={() => go({ name: 'settings', tab: 'you' })}
        >
          <Avatar id={uid} name={nameOf(uid)} />
          <span class="row-text">
            <bdi class="row-title">{nameOf(uid)}</bdi>
            <span class="row-preview">@{myName.value?.username ?? ''}</span>
          </span>
        </button>
        {tabs.slice(1).map(([key, icon]) => (
          <button
            key={key}
            type="button"
            class="action"
            aria-current={tab === key ? 'page' : undefined}
            onClick={() => go({ name: 'settings', tab: key })}
          >
            <Icon name={icon} />
            <span>{titleOf(key)}</span>
          </button>
        ))}
        {installer.value !== undefined && (
          <button type="button" class="action" onClick={() => void install()}>
            <Icon name="download" />
            <span>{t().install}</span>
          </button>
        )}
        <button type="button" class="action" onClick={openShortcuts}>
          <Icon name="pen" />
          <span>{m().shortcuts}</span>
        </button>
        <button
          type="button"
          class="action action-danger"
          onClick={() => confirm(m().logOutTitle, m().logOutText, m().logOut, logOut)}
        >
          <Icon name="leave" />
          <span>{m().logOut}</span>
        </button>
      </nav>
    </section>
  );
}
