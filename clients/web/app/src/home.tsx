import { useEffect } from 'preact/hooks';
import { ChatScreen } from './chat/chat.js';
import { t } from './i18n/index.js';
import { Inbox } from './inbox/inbox.js';
import { listenToKeys } from './keys.js';
import { JoinDialog, openShare, PeopleList, SettingsList, SettingsPane, ThreadList } from './later.js';
import { nameOf, requests } from './state/people.js';
import { go, route, type Route } from './state/router.js';
import { useModel, workspace } from './state/workspace.js';
import { Avatar } from './ui/avatar.js';
import { Banner } from './ui/banner.js';
import { Icon, type IconName } from './ui/icon.js';
import { openDialog } from './ui/overlay.js';
import { Empty, Mark } from './ui/parts.js';

/** The app of somebody who is logged in: the rail, a list, and what was chosen in it. */
export function Home() {
  const at = route.value;
  useEffect(listenToKeys, []);
  useEffect(() => {
    if (at.name === 'join') {
      go({ name: 'chats' });
      openDialog(t().join, (close) => <JoinDialog by={at.by} close={close} />, 'dialog-small');
    }
    if (at.name === 'share') {
      go({ name: 'chats' });
      openShare();
    }
  }, [at]);
  // On a small screen there is one column: the list, or what was chosen in it.
  const deep = at.name === 'chat' || (at.name === 'settings' && at.tab !== undefined);
  return (
    <div class={`home ${deep ? 'home-deep' : ''}`}>
      <Rail at={at} />
      <div class="side">
        <Banner />
        {at.name === 'people' ? (
          <PeopleList tab={at.tab} />
        ) : at.name === 'settings' ? (
          <SettingsList tab={at.tab} />
        ) : at.name === 'threads' ? (
          <ThreadList />
        ) : (
          <Inbox />
        )}
      </div>
      <main class="main">{mainOf(at)}</main>
    </div>
  );
}

function mainOf(at: Route) {
  switch (at.name) {
    case 'chat':
      return <ChatScreen key={'u' in at.to ? at.to.u : at.to.g} place={at} />;
    case 'settings':
      return <SettingsPane tab={at.tab ?? 'you'} />;
    default:
      return <Empty icon="chats" title={t().pickChat} text={t().pickChatText} />;
  }
}

function Rail({ at }: { at: Route }) {
  const unread = useModel((model) => model.unread().messages);
  const uid = workspace.value?.uid ?? '';
  const open = requests.value.filter(({ to }) => to === uid).length;
  const name = nameOf(uid);
  return (
    <nav class="rail" aria-label={t().app}>
      <span class="rail-mark">
        <Mark />
      </span>
      <RailLink
        icon="chats"
        label={t().chats}
        count={unread}
        current={at.name === 'chats' || at.name === 'chat' || at.name === 'threads'}
        onClick={() => go({ name: 'chats' })}
      />
      <RailLink
        icon="people"
        label={t().people}
        count={open}
        current={at.name === 'people'}
        onClick={() => go({ name: 'people', tab: open > 0 ? 'requests' : 'friends' })}
      />
      <span class="rail-gap" />
      <RailLink
        icon="settings"
        label={t().settings}
        count={0}
        current={at.name === 'settings'}
        onClick={() => go({ name: 'settings', tab: undefined })}
      />
      <button
        type="button"
        class="rail-me"
        aria-label={t().you_}
        title={name}
        onClick={() => go({ name: 'settings', tab: 'you' })}
      >
        <Avatar id={uid} name={name} size="s" />
      </button>
    </nav>
  );
}

function RailLink({
  icon,
  label,
  count,
  current,
  onClick,
}: {
  icon: IconName;
  label: string;
  count: number;
  current: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" class="rail-link" aria-current={current ? 'page' : undefined} onClick={onClick}>
      <span class="rail-icon">
        <Icon name={icon} size={22} />
        {count > 0 && <span class="badge">{count > 99 ? '99+' : count}</span>}
      </span>
      <span class="rail-label">{label}</span>
    </button>
  );
}
