import { bytes, m, number } from '../i18n/index.js';
import { me, startOver, useModel } from '../state/workspace.js';
import { useAsked } from '../ui/asked.js';
import { confirm } from '../ui/overlay.js';
import { Button } from '../ui/parts.js';

/** How much this browser keeps, and how to delete it. */
export function Storage() {
  const { value: estimate } = useAsked(() => navigator.storage.estimate());
  const chats = useModel((model) => model.conversations().length);
  const clear = (): void => {
    const unsent = me().store.outbox().length;
    confirm(
      m().clearDeviceTitle,
      unsent === 0 ? m().clearDeviceText : `${m().clearDeviceUnsent(unsent)} ${m().clearDeviceText}`,
      m().clearDevice,
      startOver,
    );
  };
  return (
    <div class="settings-list">
      <Line label={m().storageUsed} value={estimate?.usage === undefined ? '…' : bytes(estimate.usage)} />
      <Line label={m().chatsHere} value={number(chats)} />
      <div class="setting setting-end">
        <Button kind="danger" icon="trash" onClick={clear}>
          {m().clearDevice}
        </Button>
      </div>
    </div>
  );
}

export function Line({ label, value }: { label: string; value: string }) {
  return (
    <div class="setting setting-line">
      <span>{label}</span>
      <bdi class="quiet">{value}</bdi>
    </div>
  );
}
