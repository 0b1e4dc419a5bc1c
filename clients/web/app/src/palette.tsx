import type { Receiver } from '@waggle/sdk';
import { useEffect, useRef, useState } from 'preact/hooks';
import { openNewGroup, openScheduled } from './later.js';
import { t, m } from './i18n/index.js';
import { addressees } from './state/addressees.js';
import { chatWith, go } from './state/router.js';
import { giveTo, takeShared } from './state/shared.js';
import { theme } from './state/settings.js';
import { logOut, me } from './state/workspace.js';
import { Avatar } from './ui/avatar.js';
import { Icon, type IconName } from './ui/icon.js';
import { confirm, Head, openDialog } from './ui/overlay.js';

interface Target {
  readonly key: string;
  readonly label: string;
  readonly note?: string;
  readonly icon?: IconName;
  readonly group?: boolean;
  readonly run: () => void;
}

/** Everybody to write to. */
function people(choose: (to: Receiver) => void): Target[] {
  return addressees().map(({ key, to, name, username, group, unread }) => {
    const note = unread === undefined ? username && `@${username}` : unread > 0 ? t().unreadCount(unread) : undefined;
    return { key, label: name, group, ...(note === undefined ? {} : { note }), run: () => choose(to) };
  });
}

function targets(): Target[] {
  const commands: Target[] = [
    { key: 'saved', label: t().savedMessages, icon: 'bookmark', run: () => go(chatWith({ u: me().uid })) },
    { key: 'threads', label: t().threads, icon: 'thread', run: () => go({ name: 'threads' }) },
    { key: 'scheduled', label: t().scheduled, icon: 'clock', run: () => openScheduled() },
    { key: 'new-group', label: t().newGroup, icon: 'people', run: openNewGroup },
    { key: 'find', label: t().findPeople, icon: 'search', run: () => go({ name: 'people', tab: 'friends' }) },
    { key: 'requests', label: m().requests, icon: 'people', run: () => go({ name: 'people', tab: 'requests' }) },
    { key: 'settings', label: t().settings, icon: 'settings', run: () => go({ name: 'settings', tab: 'you' }) },
    { key: 'devices', label: m().devices, icon: 'device', run: () => go({ name: 'settings', tab: 'devices' }) },
    {
      key: 'theme',
      label: `${m().theme}: ${isDark() ? m().light : m().dark}`,
      icon: 'sun',
      run: () => {
        theme.value = isDark() ? 'light' : 'dark';
      },
    },
    { key: 'shortcuts', label: m().shortcuts, icon: 'box', run: openShortcuts },
    {
      key: 'log-out',
      label: m().logOut,
      icon: 'leave',
      run: () => confirm(m().logOutTitle, m().logOutText, m().logOut, logOut),
    },
  ];
  return [...people((to) => go(chatWith(to))), ...commands];
}

const isDark = (): boolean =>
  theme.peek() === 'dark' || (theme.peek() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);

export function openPalette(): void {
  openDialog(
    m().palette,
    (close) => <Palette label={m().palette} hint={m().paletteHint} of={targets} close={close} />,
    'dialog-palette',
  );
}

/** Asks for the chat to which to send what another app has shared, and puts it into the draft there: the person sends it. */
export async function openShare(): Promise<void> {
  const shared = await takeShared();
  if (shared === undefined) {
    return;
  }
  const { text, files } = shared;
  const choose = (to: Receiver): void => {
    giveTo('u' in to ? to.u : to.g, shared);
    go(chatWith(to));
  };
  openDialog(
    t().shareTo,
    (close) => (
      <>
        <Head title={t().shareTo} onClose={close} />
        <p class="share-what">
          <bdi>{[text, ...files.map(({ name }) => name)].filter((one) => one !== '').join(' · ')}</bdi>
        </p>
        <Palette label={t().shareTo} hint={t().filter} of={() => people(choose)} close={close} />
      </>
    ),
    'dialog-palette',
  );
}

/** Goes to a chat, a person or a command by some letters of its name. */
function Palette({ label, hint, of, close }: { label: string; hint: string; of: () => readonly Target[]; close: () => void }) {
  const [query, setQuery] = useState('');
  const [choice, setChoice] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const wanted = query.trim().toLocaleLowerCase();
  const found = of()
    .map((target) => ({ target, rank: rankOf(target.label.toLocaleLowerCase(), wanted) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ target }) => target)
    .slice(0, 40);
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [choice, query]);
  const run = (target: Target | undefined): void => {
    if (target !== undefined) {
      close();
      // After the dialog has given the focus back.
      requestAnimationFrame(target.run);
    }
  };
  return (
    <>
      <div class="search-box palette-box">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found.length === 0 ? undefined : `palette-${String(choice)}`}
          aria-label={hint}
          placeholder={hint}
          autofocus
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setChoice(0);
          }}
          onKeyDown={(event) => {
            if (event.isComposing || event.keyCode === 229) {
              return;
            }
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              setChoice((choice + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              run(found[choice]);
            }
          }}
        />
      </div>
      <ul ref={list} id="palette-list" class="palette-list" role="listbox" aria-label={label}>
        {found.map((target, index) => (
          <li
            key={target.key}
            id={`palette-${String(index)}`}
            role="option"
            aria-selected={index === choice}
            onClick={() => run(target)}
            onMouseMove={() => setChoice(index)}
          >
            {target.icon === undefined ? (
              <Avatar id={target.key} name={target.label} group={target.group === true} size="s" />
            ) : (
              <span class="palette-icon">
                <Icon name={target.icon} />
              </span>
            )}
            <bdi>{target.label}</bdi>
            {target.note !== undefined && <small>{target.note}</small>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="hint">{t().nothingFound}</p>}
    </>
  );
}

/** Lower is better; negative if the letters are not there in this order. */
function rankOf(label: string, wanted: string): number {
  if (label.startsWith(wanted)) {
    return 0;
  }
  if (label.includes(wanted)) {
    return 1;
  }
  let at = -1;
  for (const letter of wanted) {
    at = label.indexOf(letter, at + 1);
    if (at < 0) {
      return -1;
    }
  }
  return 2;
}

export function openShortcuts(): void {
  openDialog(m().shortcuts, (close) => <Shortcuts close={close} />);
}

const command = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

function Shortcuts({ close }: { close: () => void }) {
  const keys: readonly (readonly [string, readonly string[]])[] = [
    [m().keyPalette, [command, 'K']],
    [m().keySearch, ['/']],
    [m().keyNext, ['Alt', '↓']],
    [m().keyPrevious, ['Alt', '↑']],
    [m().keyUnread, ['Alt', 'Shift', '↓']],
    [m().keySend, ['Enter']],
    [m().keyLine, ['Shift', 'Enter']],
    [m().keyEditLast, ['↑']],
    [m().keyRows, ['↑', '↓']],
    [m().keyMenu, ['Enter']],
    [t().keySelect, [t().space]],
    [m().keyEscape, ['Esc']],
    [m().keyHelp, ['?']],
  ];
  return (
    <>
      <Head title={m().shortcuts} onClose={close} />
      <dl class="dialog-body keys">
        {keys.map(([label, combination]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {combination.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
