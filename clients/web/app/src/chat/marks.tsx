import type { Entry } from '@waggle/sdk';
import type { ConversationRecord } from '@waggle/sdk/store';
import { t } from '../i18n/index.js';
import { Icon } from '../ui/icon.js';

/** How many of the others have read an entry, as far as this device was told. */
export function readers(record: ConversationRecord, seq: number): number {
  return Object.values(record.receipts).filter((readSeq) => readSeq >= seq).length;
}

/** What has become of an own message: stored, delivered, read. */
export function StatusMark({ entry, record, small = false }: { entry: Entry; record: ConversationRecord; small?: boolean }) {
  const read = readers(record, entry.seq);
  const delivered = record.gid === undefined && record.deliveredSeq >= entry.seq;
  const label = read > 0 ? (record.gid === undefined ? t().read : t().readBy(read)) : delivered ? t().delivered : t().sent;
  return (
    <span
      class={`status ${read > 0 ? 'status-read' : ''}`}
      role="img"
      aria-label={label}
      title={label}
      data-status={read > 0 ? 'read' : delivered ? 'delivered' : 'stored'}
    >
      <Icon name={read > 0 || delivered ? 'checks' : 'check'} size={small ? 15 : 16} />
    </span>
  );
}
