import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { me, storageLost, useModel } from '../state/workspace.js';
import { takeUpdate, update } from '../state/worker.js';
import { Icon } from './icon.js';
import { attempt } from './overlay.js';

/** What a person should know about the connection. Nothing while all is well, or for a moment only. */
export function Banner() {
  const connection = useModel((model) => model.connection());
  const [late, setLate] = useState(false);
  const [now, setNow] = useState(Date.now());
  const isDown = connection.name !== 'online' && connection.name !== 'idle';
  useEffect(() => {
    if (!isDown) {
      setLate(false);
      return;
    }
    // A short break needs no words.
    const timer = setTimeout(() => setLate(true), 1_200);
    const ticks = setInterval(() => setNow(Date.now()), 1_000);
    return () => {
      clearTimeout(timer);
      clearInterval(ticks);
    };
  }, [isDown]);
  const wake = (): void => void attempt(() => me().store.wake());
  const offline = !navigator.onLine;
  let text: string | undefined;
  let action: (() => void) | undefined;
  let label = t().retryNow;
  if (connection.name === 'closed' && connection.reason.code === 'taken-over') {
    text = t().takenOver;
    label = t().useHere;
    action = () => location.reload();
  } else if (isDown && late) {
    if (offline) {
      text = t().offline;
    } else if (connection.name === 'waiting') {
      text = t().retryIn(Math.max(1, Math.ceil((connection.retryAt - now) / 1000)));
      action = wake;
    } else {
      text = t().connecting;
    }
  } else if (storageLost.value) {
    text = t().storageLost;
  } else if (update.value !== undefined) {
    text = t().updateReady;
    label = t().reload;
    action = takeUpdate;
  }
  return (
    <div role="status">
      {text !== undefined && (
        <div class="banner">
          <Icon name="warning" size={18} />
          <span>{text}</span>
          {action !== undefined && (
            <button type="button" onClick={action}>
              {label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
