/**
 * The store of the SDK: an application renders from it, with and without a connection.
 *
 * @packageDocumentation
 */
export { indexedDbBackend, memoryBackend, type Backend, type Table, type Tables, type Write } from './backend.js';
export { isMessage } from './apply.js';
export type { Place } from './pages.js';
export type { Model, Timeline, Change, Volatile } from './model.js';
export type { Range } from './ranges.js';
export type { ConversationRecord, DraftRecord, MetaRecord, OutboxRecord } from './records.js';
export { createStore, type Sending, type Store, type StoreOptions } from './store.js';
export { browserTabs, type TabEnvironment, type TabMessage, type Tabs } from './tabs.js';
export { browserSession } from './session.js';
