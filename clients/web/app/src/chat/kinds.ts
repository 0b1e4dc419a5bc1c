import type { Entry } from '@waggle/sdk';

/** Tells whether an entry is a message, with its content or without. */
export const isMessageEntry = (entry: Entry): boolean =>
  entry.change === undefined &&
  entry.recall === undefined &&
  entry.edit === undefined &&
  entry.pin === undefined &&
  entry.unpin === undefined;
