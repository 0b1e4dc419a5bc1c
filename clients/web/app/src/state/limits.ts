import { signal } from '@preact/signals';
import type { Entry } from '@waggle/sdk';

/** For how many seconds the server lets a sender change a message. */
interface Limits {
  readonly recallWithin: number;
  readonly editWithin: number;
}

/** The limits of the server. Until they are loaded, the defaults. */
export const limits = signal<Limits>({ recallWithin: 120, editWithin: 900 });

const age = (entry: Entry): number => (Date.now() - Date.parse(entry.at)) / 1_000;

export const mayRecall = (entry: Entry): boolean => age(entry) < limits.value.recallWithin;
/** A forwarded message cannot be edited. */
export const mayEdit = (entry: Entry): boolean => entry.forwarded === undefined && age(entry) < limits.value.editWithin;
