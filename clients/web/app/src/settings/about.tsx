import { m, t } from '../i18n/index.js';
import { me } from '../state/workspace.js';
import { copyText } from '../ui/overlay.js';
import { Button, Mark } from '../ui/parts.js';
import { Line } from './storage.js';

/** The version of package.json, which the build puts here. */
declare const VERSION: string;

export function About() {
  const { uid } = me();
  return (
    <>
      <div class="face">
        <Mark />
        <h3>{t().app}</h3>
        <p class="quiet">{m().aboutText}</p>
      </div>
      <div class="settings-list">
        <Line label={m().version} value={VERSION} />
        <Line label={m().server} value={location.host} />
        <Line label={m().licence} value="Apache 2.0" />
        <Line label={m().yourId} value={uid} />
        <div class="setting setting-end">
          <Button icon="copy" onClick={() => void copyText(uid)}>
            {m().yourId}
          </Button>
        </div>
      </div>
    </>
  );
}
