// Generated from the server's description by scripts/generate-operations.mjs.

import type { Custom, Entry, NewMessage } from './entry.js';
import type { Id } from './id.js';

export type AccountBan = {
  reason: string;
  until?: string;
};

export type AccountView = {
  uid: Id;
  username: string;
  nickname: string;
  role: 'user' | 'admin';
  standing: 'active' | 'banned' | 'deactivated';
  ban?: AccountBan;
  createdAt: string;
};

export type AddedMembers = {
  added: Id[];
};

export type Address = {
  url?: string;
  state?: 'held';
};

/** Images and videos that are shown together */
export type Album = ({
  image?: Media;
  video?: Media;
  caption?: string;
})[];

export type Announcement = {
  id: Id;
  by: Id;
  text: string;
  createdAt: string;
};

export type ApiKey = {
  id: Id;
  app: string;
  name: string;
  scopes: ('users' | 'tokens' | 'messages' | 'groups' | 'relations')[];
  createdAt: string;
  usedAt?: string;
};

export type Arrangement = {
  muted?: boolean;
  pinned?: boolean;
  hidden?: boolean;
  draft?: string;
  markedUnread?: boolean;
};

export type Ban = {
  uid: Id;
  username?: string;
  nickname?: string;
  bannedBy: Id;
  createdAt: string;
};

/** A contact: either a user of this server, by uid alone, or anybody else, by name */
export type Card = {
  uid?: Id;
  name?: string;
  phones?: string[];
  emails?: string[];
};

export type Case = {
  contentId: Id;
  mediaId?: Id;
  uploader?: Id;
  sha256: string;
  type: string;
  size: number;
  state: 'checking' | 'passed' | 'held' | 'blocked';
  reason: string;
  createdAt: string;
};

export type CertificateChange = {
  certificate: string;
};

/** A part of the messages that a combined message contains */
export type CombinedPage = {
  /** In ascending order of seq */
  items: ({
    /** The number within the combined message */
    seq: number;
    /** The sender of the original; absent if hidden */
    from?: Id;
    /** The time of the original; absent if the sender is hidden */
    at?: string;
  })[];
  /** Whether there are more messages after these */
  more: boolean;
};

export type Committed = {
  conversation: Id;
  seq: number;
  at: string;
};

export type CreatedApiKey = {
  id: Id;
  key: string;
};

export type CreatedGroup = {
  gid: Id;
};

export type CustomRelation = {
  type: string;
  uid: Id;
  other: Id;
  since: string;
};

export type Deactivation = {
  password: string;
};

export type Denial = {
  code: string;
  detail: string;
  retryAfter?: number;
};

/** Either a user, by uid or @username, or a group */
export type Destination = {
  /** A uid, or @ and a username */
  u?: string;
  /** A gid */
  g?: Id;
};

export type Device = {
  did: Id;
  name: string;
  platform: 'ios' | 'android' | 'web' | 'desktop' | 'terminal' | 'iot' | 'other';
  kind: 'login' | 'provisioned';
  createdAt: string;
  current: boolean;
  online: boolean;
  lastSeen?: string;
};

export type DeviceLogin = {
  did: Id;
  secret: string;
};

/** A part of a conversation's log */
export type EntryPage = {
  /** In ascending order of seq */
  items: Entry[];
  /** Whether there are more entries in the requested direction */
  more: boolean;
};

export type Failure = {
  code: string;
  detail?: string;
};

export type Finish = {
  proof?: string;
};

export type FollowCounts = {
  following: number;
  followers: number;
};

export type FollowedThread = {
  conversation: Id;
  seq: number;
  readSeq: number;
  unread: number;
  root: Entry;
};

export type ForwardAnswer = {
  items: ForwardedTo[];
};

export type ForwardTarget = {
  /** A user's uid, or @ and their username */
  u?: string;
  /** A group's gid */
  g?: string;
};

export type ForwardedTo = {
  to: ForwardTarget;
  messages?: Committed[];
  error?: Denial;
};

export type Found = {
  items: Profile[];
  more: boolean;
  next?: string;
};

export type Friend = {
  uid: Id;
  username?: string;
  nickname?: string;
  avatar?: string;
  remark?: string;
  tags: string[];
  starred: boolean;
  since: string;
};

export type FriendChange = {
  remark?: string | null;
  tags?: string[];
  starred?: boolean;
};

export type FriendList = {
  items: Friend[];
  removed?: Id[];
  version: string;
  more: boolean;
  next?: Id;
};

export type FriendRequest = {
  id: Id;
  from: Id;
  to: Id;
  peer?: Profile;
  greeting: string;
  createdAt: string;
  expiresAt: string;
};

export type FriendRequestAnswer = {
  id: Id;
  state: 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'expired';
};

export type Greeting = {
  greeting?: string;
};

export type Group = {
  gid: Id;
  name: string;
  avatar?: string;
  owner: Id;
  joinPolicy: 'invite' | 'approval' | 'open';
  history: 'joining' | 'all';
  inviters: 'members' | 'admins';
  muteAll: boolean;
  slowMode: number;
  noForwarding: boolean;
  announcement?: string;
  memberCount: number;
  createdAt: string;
  me: Me;
};

/** A change of a group: one of these members. Clients ignore members that they do not know */
export type GroupChange = {
  created?: {
    name: string;
  };
  added?: {
    uids: Id[];
    groupName?: string;
  };
  joined?: {
    approvedBy?: Id;
    groupName?: string;
  };
  left?: {
    newOwner?: Id;
  };
  removed?: {
    uids: Id[];
    banned?: boolean;
  };
  roleChanged?: {
    uid: Id;
    role: 'member' | 'admin' | 'owner';
  };
  ownerChanged?: {
    uid: Id;
  };
  updated?: {
    name?: string;
    avatar?: string;
    announcement?: string;
    joinPolicy?: 'invite' | 'approval' | 'open';
    history?: 'joining' | 'all';
    inviters?: 'members' | 'admins';
    muteAll?: boolean;
    noForwarding?: boolean;
    slowMode?: number;
  };
  muted?: {
    uid: Id;
    until?: string;
  };
  unmuted?: {
    uid: Id;
  };
  dissolved?: Record<string, never>;
};

export type GroupMember = {
  uid: Id;
  username?: string;
  nickname?: string;
  avatar?: string;
  groupNickname?: string;
  role: 'owner' | 'admin' | 'member';
  joinedAt: string;
  muted: boolean;
  mutedUntil?: string;
};

export type GroupPatch = {
  name?: string;
  avatar?: string | null;
  joinPolicy?: 'invite' | 'approval' | 'open';
  history?: 'joining' | 'all';
  inviters?: 'members' | 'admins';
  muteAll?: boolean;
  slowMode?: number;
  noForwarding?: boolean;
  announcement?: string | null;
};

export type Health = {
  status: string;
  notReady?: string[];
};

export type HiddenPage = {
  items: number[];
  more: boolean;
};

export type HideBody = {
  seqs: number[];
};

export type InboxItem = {
  id: Id;
  peer?: Peer;
  gid?: Id;
  name: string;
  remark?: string;
  lastSeq: number;
  readSeq: number;
  unread: number;
  mentioned: boolean;
  muted: boolean;
  pinned: boolean;
  draft?: string;
  markedUnread: boolean;
  last?: Entry;
};

export type InboxPage = {
  items: InboxItem[];
  removed?: Id[];
  more: boolean;
  next?: string;
  version: string;
};

export type Invite = {
  code: string;
  gid: Id;
  maker: Id;
  expiresAt?: string;
  usesLeft?: number;
  createdAt: string;
};

export type InvitePreview = {
  gid: Id;
  name: string;
  avatar?: string;
  memberCount: number;
};

export type Item = {
  emoji: string;
  count: number;
  mine: boolean;
};

export type JoinRequest = {
  id: Id;
  uid: Id;
  user?: Profile;
  greeting: string;
  createdAt: string;
};

export type Joining = {
  gid: Id;
  state: 'joined' | 'pending';
  id?: Id;
};

/** A public key (RFC 7517) */
export type Jwk = {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  use?: string;
  alg?: string;
};

/** The public keys that verify access tokens */
export type Jwks = {
  keys: Jwk[];
};

/** A place on Earth */
export type Location = {
  /** Degrees; north is positive */
  lat: number;
  /** Degrees; east is positive */
  lon: number;
  /** The place is at most this many metres away */
  accuracy?: number;
  name?: string;
  address?: string;
};

export type Login = {
  username: string;
  password: string;
  device: NewDevice;
};

export type Me = {
  role: 'owner' | 'admin' | 'member';
  nickname?: string;
  remark?: string;
  muted: boolean;
  mutedUntil?: string;
};

/** The server's description of media; unknown values are left out */
export type Media = {
  mediaId: Id;
  name?: string;
  /** The media type */
  type?: string;
  /** The size in bytes of the file that readers download */
  size?: number;
  sha256?: string;
  width?: number;
  height?: number;
  durationMs?: number;
  blurhash?: string;
  /** Whether the variant thumb exists */
  thumb?: boolean;
  /** Whether the variant poster exists */
  poster?: boolean;
  waveform?: string;
};

export type MediaView = {
  mediaId: Id;
  name: string;
  type: string;
  size: number;
  sha256: string;
  width: number;
  height: number;
  durationMs: number;
  blurhash: string;
  thumb: boolean;
  poster: boolean;
  moderation: 'checking' | 'passed' | 'held' | 'blocked';
};

export type MemberPatch = {
  nickname?: string | null;
  remark?: string | null;
};

export type Mqtt = {
  tcp: string;
  ws: string;
};

export type Muting = {
  until?: string;
};

export type MyLimits = {
  recallWithin: number;
  editWithin: number;
};

export type MyProfile = {
  uid: Id;
  username: string;
  nickname: string;
  avatar?: string;
  phone?: string;
  gender?: 'female' | 'male' | 'other';
  birthDate?: string;
  age?: number;
  createdAt: string;
  limits: MyLimits;
};

export type MyStatus = {
  text?: string;
  invisible: boolean;
};

export type NewApiKey = {
  app: string;
  name: string;
  scopes: ('users' | 'tokens' | 'messages' | 'groups' | 'relations')[];
};

export type NewBan = {
  reason: string;
  until?: string;
};

export type NewBlock = {
  reason?: string;
};

export type NewDevice = {
  name: string;
  platform: 'ios' | 'android' | 'web' | 'desktop' | 'terminal' | 'iot' | 'other';
};

export type NewForward = {
  from: Source;
  to: ForwardTarget[];
  /** Whether the messages become one message that contains them. Without it they stay single */
  combined?: boolean;
  /** The title of the combined message */
  title?: string;
  /** Whether readers do not learn who wrote the messages, and when */
  hideSource?: boolean;
  /** With the same id, what was forwarded is not forwarded again */
  id?: string;
};

export type NewFriendRequest = {
  to: Id;
  greeting?: string;
};

export type NewGroup = {
  name: string;
  avatar?: string;
  members: Id[];
  joinPolicy?: 'invite' | 'approval' | 'open';
  history?: 'joining' | 'all';
  inviters?: 'members' | 'admins';
};

export type NewInvite = {
  expiresIn?: number;
  uses?: number;
};

export type NewMembers = {
  uids: Id[];
};

export type NewOwner = {
  uid: Id;
};

export type NewRelationType = {
  inverse: string;
  messaging?: 'default' | 'allow' | 'deny';
  inverseMessaging?: 'default' | 'allow' | 'deny';
};

export type NewRole = {
  role: 'admin' | 'member';
};

/** A message that is to be sent later: a new message with the time */
export type NewScheduledMessage = {
  to: Destination;
  /** When the message is sent: 5 seconds to 365 days from now */
  sendAt: string;
  /** The message id, chosen by the sender. A message that is sent again with the same id is stored once */
  id?: string;
  /** At most 8,192 bytes of UTF-8 */
  text?: string;
  custom?: Custom;
  image?: OwnMedia;
  file?: OwnMedia;
  voice?: OwnMedia;
  video?: OwnMedia;
  album?: OwnAlbum;
  location?: Location;
  card?: Card;
  /** What the sender says about the media, at most 8,192 bytes of UTF-8. Only beside image, file, voice, video or album */
  caption?: string;
  /** The number of the message that this one replies to */
  replyTo?: number;
  /** The number of the message that the thread begins with */
  thread?: number;
  mentions?: string[];
  mentionAll?: boolean;
  expiresAt?: string;
  burnAfter?: number;
};

export type NewSession = {
  device: NewDevice;
};

export type NewStatus = {
  text?: string;
  invisible?: boolean;
};

export type NewText = {
  /** The new text of a text message */
  text?: string;
  /** The new caption of a message with media; empty for none */
  caption?: string;
  mentions?: Id[];
  mentionAll?: boolean;
};

export type NewUpload = {
  name: string;
  type: string;
  size: number;
  sha256: string;
};

export type NewUser = {
  username: string;
  /** 8 to 72 bytes of UTF-8 */
  password?: string;
  nickname?: string;
  avatar?: string;
  phone?: string;
  gender?: 'female' | 'male' | 'other';
  birthDate?: string;
};

export type NewVerdict = {
  verdict: 'pass' | 'hold' | 'block';
  reason?: string;
};

/** Images and videos that the sender has uploaded completely, to be shown together */
export type OwnAlbum = ({
  image?: OwnMedia;
  video?: OwnMedia;
  /** At most 8,192 bytes of UTF-8 */
  caption?: string;
})[];

/** Media that the sender has uploaded completely */
export type OwnMedia = {
  mediaId: Id;
};

export type PageAnnouncement = {
  items: Announcement[];
  more: boolean;
  next?: Id;
};

export type PageApiKey = {
  items: ApiKey[];
  more: boolean;
  next?: Id;
};

export type PageBan = {
  items: Ban[];
  more: boolean;
  next?: Id;
};

export type PageCase = {
  items: Case[];
  more: boolean;
  next?: Id;
};

export type PageCustomRelation = {
  items: CustomRelation[];
  more: boolean;
  next?: Id;
};

export type PageDevice = {
  items: Device[];
  more: boolean;
  next?: Id;
};

export type PageFriendRequest = {
  items: FriendRequest[];
  more: boolean;
  next?: Id;
};

export type PageGroupMember = {
  items: GroupMember[];
  more: boolean;
  next?: Id;
};

export type PageInvite = {
  items: Invite[];
  more: boolean;
  next?: Id;
};

export type PageJoinRequest = {
  items: JoinRequest[];
  more: boolean;
  next?: Id;
};

export type PagePinnedMessage = {
  items: PinnedMessage[];
  more: boolean;
  next?: Id;
};

export type PageProfile = {
  items: Profile[];
  more: boolean;
  next?: Id;
};

export type PageReactingUser = {
  items: ReactingUser[];
  more: boolean;
  next?: Id;
};

export type PageRelatedUser = {
  items: RelatedUser[];
  more: boolean;
  next?: Id;
};

export type PageRelationType = {
  items: RelationType[];
  more: boolean;
  next?: Id;
};

export type PageSignedPart = {
  items: SignedPart[];
  more: boolean;
  next?: Id;
};

export type PageUserPresence = {
  items: UserPresence[];
  more: boolean;
  next?: Id;
};

export type Parts = {
  size: number;
  count: number;
};

export type PasswordChange = {
  oldPassword: string;
  /** 8 to 72 bytes of UTF-8 */
  newPassword: string;
};

export type Peer = {
  uid: Id;
  username?: string;
  nickname: string;
  avatar?: string;
};

export type PinnedMessage = {
  seq: number;
  by: Id;
  at: string;
  entry: Entry;
};

export type Position = {
  readSeq: number;
};

export type Privacy = {
  find: 'everyone' | 'friends' | 'nobody';
  add: 'everyone' | 'friends' | 'nobody';
  message?: 'everyone' | 'friends' | 'nobody';
};

export type PrivacyChange = {
  find?: 'everyone' | 'friends' | 'nobody' | null;
  add?: 'everyone' | 'friends' | 'nobody' | null;
  message?: 'everyone' | 'friends' | 'nobody' | null;
};

/** An error (RFC 9457): what is wrong, and what to do */
export type Problem = {
  /** The HTTP status */
  status: number;
  title?: string;
  /** What is wrong with this request, for a developer to read */
  detail: string;
  /** The path of the request */
  instance?: string;
  /** The error code, from docs/errors.md */
  code: 'invalid-request' | 'invalid-payload' | 'invalid-topic' | 'too-long' | 'unknown-method' | 'unauthenticated' | 'token-expired' | 'session-ended' | 'device-replaced' | 'bad-credentials' | 'banned' | 'not-allowed' | 'not-friends' | 'blocked-by-you' | 'not-a-member' | 'muted' | 'slow-mode' | 'not-found' | 'not-uploaded' | 'media-refused' | 'media-unusable' | 'media-blocked' | 'upload-quota' | 'username-taken' | 'already-friends' | 'not-pending' | 'group-full' | 'device-limit' | 'limit-reached' | 'message-gone' | 'too-late' | 'start-over' | 'idempotency-conflict' | 'still-running' | 'overloaded' | 'unavailable' | 'internal';
  /** Whether the same request may succeed later */
  retryable: boolean;
  /** The seconds after which the same request may succeed, if they are known */
  retryAfter?: number;
};

export type Profile = {
  uid: Id;
  username?: string;
  nickname: string;
  avatar?: string;
};

export type ProfileChange = {
  nickname?: string | null;
  avatar?: string | null;
  phone?: string | null;
  gender?: 'female' | 'male' | 'other' | null;
  birthDate?: string | null;
};

export type Progress = {
  size: number;
  received: number;
  partSize: number;
  parts: number;
  missing: number[];
};

export type Proof = {
  nonce: string;
  ranges: Range[];
};

export type Provision = {
  name: string;
  platform: 'ios' | 'android' | 'web' | 'desktop' | 'terminal' | 'iot' | 'other';
  credential?: 'secret';
  certificate?: string;
};

export type Provisioned = {
  did: Id;
  secret?: string;
};

export type Range = {
  offset: number;
  length: number;
};

export type ReactingUser = {
  uid: Id;
  at: string;
};

export type ReactionList = {
  items: Item[];
};

export type ReadBody = {
  seq: number;
};

export type Reader = {
  uid: Id;
  readSeq: number;
  deliveredSeq?: number;
};

export type ReaderPage = {
  seq: number;
  count: number;
  items: Reader[];
  more: boolean;
  next?: Id;
};

export type RecentContact = {
  uid: Id;
  username?: string;
  nickname: string;
  avatar?: string;
  conversation: Id;
  at: string;
};

export type RecentPage = {
  items: RecentContact[];
  more: boolean;
  next?: string;
};

export type Refresh = {
  refreshToken: string;
};

export type Registered = {
  uid: Id;
  username: string;
};

export type Registration = {
  username: string;
  /** 8 to 72 bytes of UTF-8 */
  password: string;
  nickname?: string;
  avatar?: string;
  phone?: string;
  gender?: 'female' | 'male' | 'other';
  birthDate?: string;
};

export type RelatedUser = {
  uid: Id;
  username?: string;
  nickname?: string;
  avatar?: string;
  since: string;
};

export type RelationType = {
  name: string;
  inverse: string;
  messaging: 'default' | 'allow' | 'deny';
  inverseMessaging: 'default' | 'allow' | 'deny';
};

/** A scheduled message as it will be sent */
export type ScheduledContent = {
  /** The message id, chosen by the sender. A message that is sent again with the same id is stored once */
  id?: string;
  /** At most 8,192 bytes of UTF-8 */
  text?: string;
  custom?: Custom;
  image?: OwnMedia;
  file?: OwnMedia;
  voice?: OwnMedia;
  video?: OwnMedia;
  album?: OwnAlbum;
  location?: Location;
  card?: Card;
  /** What the sender says about the media, at most 8,192 bytes of UTF-8. Only beside image, file, voice, video or album */
  caption?: string;
  /** The number of the message that this one replies to */
  replyTo?: number;
  /** The number of the message that the thread begins with */
  thread?: number;
  mentions?: string[];
  mentionAll?: boolean;
  expiresAt?: string;
  burnAfter?: number;
};

export type ScheduledMessage = {
  id: Id;
  conversation: Id;
  sendAt: string;
  state: 'waiting' | 'sending' | 'failed';
  error?: Failure;
  message: ScheduledContent;
  createdAt: string;
};

/** A new time for a scheduled message, or a new message in place of the old one, or both */
export type ScheduledMessageChange = {
  /** The new time, 5 seconds to 365 days from now */
  sendAt?: string;
  /** At most 8,192 bytes of UTF-8 */
  text?: string;
  custom?: Custom;
  image?: OwnMedia;
  file?: OwnMedia;
  voice?: OwnMedia;
  video?: OwnMedia;
  album?: OwnAlbum;
  location?: Location;
  card?: Card;
  /** What the sender says about the media, at most 8,192 bytes of UTF-8. Only beside image, file, voice, video or album */
  caption?: string;
  /** The number of the message that this one replies to */
  replyTo?: number;
  /** The number of the message that the thread begins with */
  thread?: number;
  mentions?: string[];
  mentionAll?: boolean;
  expiresAt?: string;
  burnAfter?: number;
};

export type ScheduledPage = {
  items: ScheduledMessage[];
  more: boolean;
  next?: string;
};

export type Session = {
  uid: Id;
  did: Id;
  accessToken: string;
  refreshToken?: string;
  expiresIn: number;
  mqtt: Mqtt;
};

export type SignedPart = {
  number: number;
  url: string;
  headers: Record<string, string>;
};

export type SignedPut = {
  url: string;
  headers: Record<string, string>;
};

export type Source = {
  conversation: Id;
  seqs: number[];
};

export type ThreadPage = {
  items: FollowedThread[];
  more: boolean;
  next?: string;
};

export type ThreadPosition = {
  readSeq: number;
  unread: number;
};

export type ThreadRead = {
  readSeq: number;
};

export type Ticket = {
  mediaId: Id;
  put?: SignedPut;
  parts?: Parts;
  proof?: Proof;
  expiresAt?: string;
};

export type UserPresence = {
  uid: Id;
  status: 'offline' | 'online';
  lastSeen?: string;
  text?: string;
};

export type WantedParts = {
  parts: number[];
};

/** The operations of the HTTP API: the values in the path, the query and the body that each takes, and its answer. */
export interface Operations {
  /** Register */
  'POST /v1/accounts': {
    body: Registration;
    answer: Registered;
  };
  /** List the API keys, without their secrets */
  'GET /v1/admin/api-keys': {
    query?: { cursor?: Id; limit?: number };
    answer: PageApiKey;
  };
  /** Create an API key for a business system; it is shown only in this answer */
  'POST /v1/admin/api-keys': {
    body: NewApiKey;
    answer: CreatedApiKey;
  };
  /** Revoke an API key */
  'DELETE /v1/admin/api-keys/{id}': {
    path: { id: Id };
    answer: undefined;
  };
  /** Recall any message in the name of the system */
  'POST /v1/admin/conversations/{conversation}/messages/{seq}/recall': {
    path: { conversation: Id; seq: number };
    answer: undefined;
  };
  /** Read the copy of a recalled message, if copies are kept: its contents, the oldest first */
  'GET /v1/admin/conversations/{conversation}/messages/{seq}/recalled': {
    path: { conversation: Id; seq: number };
    answer: EntryPage;
  };
  /** Read what a recalled combined message contained, if copies are kept */
  'GET /v1/admin/conversations/{conversation}/messages/{seq}/recalled/combined': {
    path: { conversation: Id; seq: number };
    query?: { inside?: number; after?: number; limit?: number };
    answer: CombinedPage;
  };
  /** Get an account and its standing */
  'GET /v1/admin/users/{uid}': {
    path: { uid: Id };
    answer: AccountView;
  };
  /** Ban a user, until a time or until the ban is lifted */
  'PUT /v1/admin/users/{uid}/ban': {
    path: { uid: Id };
    body: NewBan;
    answer: AccountView;
  };
  /** Lift the ban of a user; their sessions work again */
  'DELETE /v1/admin/users/{uid}/ban': {
    path: { uid: Id };
    answer: AccountView;
  };
  /** List the users whom the caller blocks */
  'GET /v1/blocks': {
    query?: { cursor?: Id; limit?: number };
    answer: PageRelatedUser;
  };
  /** Block a user; they are not notified */
  'PUT /v1/blocks/{uid}': {
    path: { uid: Id };
    answer: undefined;
  };
  /** Unblock a user */
  'DELETE /v1/blocks/{uid}': {
    path: { uid: Id };
    answer: undefined;
  };
  /** List the users with whom the caller exchanged messages, the most recent first */
  'GET /v1/contacts/recent': {
    query?: { cursor?: string; limit?: number };
    answer: RecentPage;
  };
  /** List the conversations of the caller, pinned ones first; with since, only what has changed */
  'GET /v1/conversations': {
    query?: { cursor?: string; since?: string; limit?: number };
    answer: InboxPage;
  };
  /** Delete the entries of a conversation so far, for the caller only */
  'DELETE /v1/conversations/{conversation}': {
    path: { conversation: Id };
    answer: undefined;
  };
  /** Mute, pin or hide a conversation for the caller, mark it as unread, or store a draft; omit a member to keep it */
  'PATCH /v1/conversations/{conversation}': {
    path: { conversation: Id };
    body: Arrangement;
    answer: InboxItem;
  };
  /** Read a conversation's log: entries before, after or around a sequence number, from a time on, or the newest; or those that were amended since a version */
  'GET /v1/conversations/{conversation}/messages': {
    path: { conversation: Id };
    query?: { before?: number; after?: number; around?: number; from?: string; since?: number; kind?: 'media' | 'image' | 'video' | 'album' | 'voice' | 'file' | 'location' | 'card' | 'custom' | 'combined' | 'link'; sender?: Id; limit?: number };
    answer: EntryPage;
  };
  /** List the entries that the caller has deleted for themselves, in ascending order */
  'GET /v1/conversations/{conversation}/messages/hidden': {
    path: { conversation: Id };
    query?: { after?: number; limit?: number };
    answer: HiddenPage;
  };
  /** Delete entries for the caller only */
  'POST /v1/conversations/{conversation}/messages/hide': {
    path: { conversation: Id };
    body: HideBody;
    answer: undefined;
  };
  /** Read one entry of a conversation's log */
  'GET /v1/conversations/{conversation}/messages/{seq}': {
    path: { conversation: Id; seq: number };
    answer: Entry;
  };
  /** Delete one entry for the caller only */
  'DELETE /v1/conversations/{conversation}/messages/{seq}': {
    path: { conversation: Id; seq: number };
    answer: undefined;
  };
  /** Edit the text or caption of an own message. Answers with the message as it is now */
  'PATCH /v1/conversations/{conversation}/messages/{seq}': {
    path: { conversation: Id; seq: number };
    body: NewText;
    answer: Entry;
  };
  /** Read the messages that a combined message contains, in their order */
  'GET /v1/conversations/{conversation}/messages/{seq}/combined': {
    path: { conversation: Id; seq: number };
    query?: { inside?: number; after?: number; limit?: number };
    answer: CombinedPage;
  };
  /** Count the reactions to a message, the most frequent emoji first */
  'GET /v1/conversations/{conversation}/messages/{seq}/reactions': {
    path: { conversation: Id; seq: number };
    answer: ReactionList;
  };
  /** List the users who have reacted to a message with an emoji, in the order of their uids */
  'GET /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}': {
    path: { conversation: Id; seq: number; emoji: string };
    query?: { cursor?: Id; limit?: number };
    answer: PageReactingUser;
  };
  /** React to a message with an emoji. Answers with all reactions to it */
  'PUT /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}': {
    path: { conversation: Id; seq: number; emoji: string };
    answer: ReactionList;
  };
  /** Remove an own reaction from a message */
  'DELETE /v1/conversations/{conversation}/messages/{seq}/reactions/{emoji}': {
    path: { conversation: Id; seq: number; emoji: string };
    answer: undefined;
  };
  /** Recall a message: erase its content for everyone. Answers with what is left of it */
  'POST /v1/conversations/{conversation}/messages/{seq}/recall': {
    path: { conversation: Id; seq: number };
    answer: Entry;
  };
  /** Read a thread: its messages before or after a sequence number, or the newest */
  'GET /v1/conversations/{conversation}/messages/{seq}/thread': {
    path: { conversation: Id; seq: number };
    query?: { before?: number; after?: number; limit?: number };
    answer: EntryPage;
  };
  /** Follow the thread of a message */
  'PUT /v1/conversations/{conversation}/messages/{seq}/thread/follow': {
    path: { conversation: Id; seq: number };
    answer: undefined;
  };
  /** Unfollow the thread of a message, until the caller follows it again */
  'DELETE /v1/conversations/{conversation}/messages/{seq}/thread/follow': {
    path: { conversation: Id; seq: number };
    answer: undefined;
  };
  /** Mark a thread as read up to one of its messages */
  'PUT /v1/conversations/{conversation}/messages/{seq}/thread/read': {
    path: { conversation: Id; seq: number };
    body: ThreadRead;
    answer: ThreadPosition;
  };
  /** List the contents that a message has had, the oldest first and the present one last */
  'GET /v1/conversations/{conversation}/messages/{seq}/versions': {
    path: { conversation: Id; seq: number };
    answer: EntryPage;
  };
  /** List the pinned messages of a conversation as they are now, the last pinned first */
  'GET /v1/conversations/{conversation}/pins': {
    path: { conversation: Id };
    answer: PagePinnedMessage;
  };
  /** Pin a message for all members of a conversation */
  'PUT /v1/conversations/{conversation}/pins/{seq}': {
    path: { conversation: Id; seq: number };
    answer: PinnedMessage;
  };
  /** Unpin a message */
  'DELETE /v1/conversations/{conversation}/pins/{seq}': {
    path: { conversation: Id; seq: number };
    answer: undefined;
  };
  /** Mark a conversation as read up to an entry */
  'POST /v1/conversations/{conversation}/read': {
    path: { conversation: Id };
    body: ReadBody;
    answer: Position;
  };
  /** List and count the readers of an entry (default: the newest); in a pair, get the peer's cursors */
  'GET /v1/conversations/{conversation}/receipts': {
    path: { conversation: Id };
    query?: { seq?: number; cursor?: Id; limit?: number };
    answer: ReaderPage;
  };
  /** List the devices of the caller */
  'GET /v1/devices': {
    answer: PageDevice;
  };
  /** Provision a device for something that cannot log in; its secret is shown only in this answer */
  'POST /v1/devices': {
    body: Provision;
    answer: Provisioned;
  };
  /** Remove a device of the caller; its session ends */
  'DELETE /v1/devices/{did}': {
    path: { did: Id };
    answer: undefined;
  };
  /** Give a provisioned device a new certificate; its old credential stops working at once */
  'PUT /v1/devices/{did}/certificate': {
    path: { did: Id };
    body: CertificateChange;
    answer: Provisioned;
  };
  /** Give a provisioned device a new secret; its old credential stops working at once */
  'POST /v1/devices/{did}/secret': {
    path: { did: Id };
    answer: Provisioned;
  };
  /** List the users who follow the caller */
  'GET /v1/followers': {
    query?: { cursor?: Id; limit?: number };
    answer: PageRelatedUser;
  };
  /** List the users whom the caller follows */
  'GET /v1/follows': {
    query?: { cursor?: Id; limit?: number };
    answer: PageRelatedUser;
  };
  /** Count the users whom the caller follows, and the users who follow the caller */
  'GET /v1/follows/counts': {
    answer: FollowCounts;
  };
  /** Follow a user */
  'PUT /v1/follows/{uid}': {
    path: { uid: Id };
    answer: undefined;
  };
  /** Unfollow a user */
  'DELETE /v1/follows/{uid}': {
    path: { uid: Id };
    answer: undefined;
  };
  /** List the pending friend requests from and to the caller, newest first */
  'GET /v1/friend-requests': {
    query?: { cursor?: Id; limit?: number };
    answer: PageFriendRequest;
  };
  /** Send a friend request; if the user has already sent one to the caller, it is accepted */
  'POST /v1/friend-requests': {
    body: NewFriendRequest;
    answer: FriendRequestAnswer;
  };
  /** Accept a friend request */
  'POST /v1/friend-requests/{id}/accept': {
    path: { id: Id };
    answer: FriendRequestAnswer;
  };
  /** Reject a friend request */
  'POST /v1/friend-requests/{id}/reject': {
    path: { id: Id };
    answer: FriendRequestAnswer;
  };
  /** List the friends of the caller; with since, only what has changed after that version */
  'GET /v1/friends': {
    query?: { since?: string; cursor?: Id; limit?: number };
    answer: FriendList;
  };
  /** Remove a friend from the caller's list; with both, also the caller from the friend's list */
  'DELETE /v1/friends/{uid}': {
    path: { uid: Id };
    query?: { both?: boolean };
    answer: undefined;
  };
  /** Change the caller's remark, tags or star for a friend; omit a member to keep it */
  'PATCH /v1/friends/{uid}': {
    path: { uid: Id };
    body: FriendChange;
    answer: Friend;
  };
  /** Create a group */
  'POST /v1/groups': {
    body: NewGroup;
    answer: CreatedGroup;
  };
  /** Get a group of which the caller is a member */
  'GET /v1/groups/{gid}': {
    path: { gid: Id };
    answer: Group;
  };
  /** Dissolve a group that the caller owns */
  'DELETE /v1/groups/{gid}': {
    path: { gid: Id };
    answer: undefined;
  };
  /** Change the settings of a group; omit a setting to keep it, null clears it */
  'PATCH /v1/groups/{gid}': {
    path: { gid: Id };
    body: GroupPatch;
    answer: Group;
  };
  /** List the announcements of a group, newest first */
  'GET /v1/groups/{gid}/announcements': {
    path: { gid: Id };
    query?: { cursor?: Id; limit?: number };
    answer: PageAnnouncement;
  };
  /** List the users who are banned from a group */
  'GET /v1/groups/{gid}/bans': {
    path: { gid: Id };
    query?: { cursor?: Id; limit?: number };
    answer: PageBan;
  };
  /** Ban a user from a group; a member is removed */
  'PUT /v1/groups/{gid}/bans/{uid}': {
    path: { gid: Id; uid: Id };
    answer: undefined;
  };
  /** Lift the ban of a user from a group; they can join again, but are not added */
  'DELETE /v1/groups/{gid}/bans/{uid}': {
    path: { gid: Id; uid: Id };
    answer: undefined;
  };
  /** List the caller's invite codes for a group, or all codes if the caller may revoke them */
  'GET /v1/groups/{gid}/invites': {
    path: { gid: Id };
    answer: PageInvite;
  };
  /** Create an invite code with which users can join a group */
  'POST /v1/groups/{gid}/invites': {
    path: { gid: Id };
    body: NewInvite;
    answer: Invite;
  };
  /** Revoke an invite code */
  'DELETE /v1/groups/{gid}/invites/{code}': {
    path: { gid: Id; code: string };
    answer: undefined;
  };
  /** Join a group, or ask to join it, as its join policy allows */
  'POST /v1/groups/{gid}/join': {
    path: { gid: Id };
    body: Greeting;
    answer: Joining;
  };
  /** List the pending requests to join a group, oldest first */
  'GET /v1/groups/{gid}/join-requests': {
    path: { gid: Id };
    query?: { cursor?: Id; limit?: number };
    answer: PageJoinRequest;
  };
  /** Accept a request to join a group */
  'POST /v1/groups/{gid}/join-requests/{id}/accept': {
    path: { gid: Id; id: Id };
    answer: undefined;
  };
  /** Reject a request to join a group */
  'POST /v1/groups/{gid}/join-requests/{id}/reject': {
    path: { gid: Id; id: Id };
    answer: undefined;
  };
  /** Set the caller's nickname in a group and remark on it; omit one to keep it, null clears it */
  'PUT /v1/groups/{gid}/me': {
    path: { gid: Id };
    body: MemberPatch;
    answer: Me;
  };
  /** List the members of a group; with q, only those with a name that begins with it */
  'GET /v1/groups/{gid}/members': {
    path: { gid: Id };
    query?: { q?: string; cursor?: Id; limit?: number };
    answer: PageGroupMember;
  };
  /** Add friends of the caller to a group */
  'POST /v1/groups/{gid}/members': {
    path: { gid: Id };
    body: NewMembers;
    answer: AddedMembers;
  };
  /** Remove a member from a group; with the caller's own uid, leave the group */
  'DELETE /v1/groups/{gid}/members/{uid}': {
    path: { gid: Id; uid: Id };
    answer: undefined;
  };
  /** Mute a member of a group, until a time or until they are unmuted */
  'PUT /v1/groups/{gid}/members/{uid}/mute': {
    path: { gid: Id; uid: Id };
    body: Muting;
    answer: undefined;
  };
  /** Unmute a member of a group */
  'DELETE /v1/groups/{gid}/members/{uid}/mute': {
    path: { gid: Id; uid: Id };
    answer: undefined;
  };
  /** Make a member an admin, or an admin a member */
  'PUT /v1/groups/{gid}/members/{uid}/role': {
    path: { gid: Id; uid: Id };
    body: NewRole;
    answer: undefined;
  };
  /** Transfer a group of the caller to another member; the caller becomes an admin */
  'PUT /v1/groups/{gid}/owner': {
    path: { gid: Id };
    body: NewOwner;
    answer: undefined;
  };
  /** Preview the group of an invite code */
  'GET /v1/invites/{code}': {
    path: { code: string };
    answer: InvitePreview;
  };
  /** Join a group with an invite code */
  'POST /v1/invites/{code}/join': {
    path: { code: string };
    answer: Joining;
  };
  /** Get the profile of the caller */
  'GET /v1/me': {
    answer: MyProfile;
  };
  /** Deactivate the account of the caller, for good */
  'DELETE /v1/me': {
    body: Deactivation;
    answer: undefined;
  };
  /** Change the profile of the caller; omit a member to keep it, null clears it */
  'PATCH /v1/me': {
    body: ProfileChange;
    answer: MyProfile;
  };
  /** Change the password of the caller; all their other sessions end */
  'PUT /v1/me/password': {
    body: PasswordChange;
    answer: undefined;
  };
  /** Get who may find, befriend and message the caller */
  'GET /v1/me/privacy': {
    answer: Privacy;
  };
  /** Change who may find, befriend and message the caller; omit a member to keep it, null resets it */
  'PATCH /v1/me/privacy': {
    body: PrivacyChange;
    answer: Privacy;
  };
  /** Get the status text of the caller, and whether they are invisible */
  'GET /v1/me/status': {
    answer: MyStatus;
  };
  /** Set the status text of the caller, and whether they are invisible; an omitted member is reset */
  'PUT /v1/me/status': {
    body: NewStatus;
    answer: MyStatus;
  };
  /** Block a content by its SHA-256, even if it was never uploaded */
  'PUT /v1/media/blocks/{sha256}': {
    path: { sha256: string };
    body: NewBlock;
    answer: undefined;
  };
  /** Unblock a content */
  'DELETE /v1/media/blocks/{sha256}': {
    path: { sha256: string };
    answer: undefined;
  };
  /** List contents in a moderation state, oldest first; held contents wait for a verdict */
  'GET /v1/media/moderation': {
    query?: { state?: 'checking' | 'passed' | 'held' | 'blocked'; cursor?: Id; limit?: number };
    answer: PageCase;
  };
  /** Decide whether a content may be shown */
  'POST /v1/media/moderation/{content}': {
    path: { content: Id };
    body: NewVerdict;
    answer: Case;
  };
  /** Request an upload ticket; 200 if the caller has already uploaded the same content */
  'POST /v1/media/uploads': {
    body: NewUpload;
    answer: Ticket;
  };
  /** Redirect to a short-lived download address; held content is answered with a placeholder */
  'GET /v1/media/{media}': {
    path: { media: Id };
    query?: { variant?: 'thumb' | 'poster' };
    answer: string;
  };
  /** Get the download address as JSON, for web pages */
  'GET /v1/media/{media}/address': {
    path: { media: Id };
    query?: { variant?: 'thumb' | 'poster' };
    answer: Address;
  };
  /** Complete an upload, or prove possession of known content; then the media can be sent */
  'POST /v1/media/{media}/complete': {
    path: { media: Id };
    body: Finish;
    answer: MediaView;
  };
  /** Get the progress of a multipart upload, with the missing parts */
  'GET /v1/media/{media}/parts': {
    path: { media: Id };
    answer: Progress;
  };
  /** Get signed addresses for parts of a multipart upload */
  'POST /v1/media/{media}/parts': {
    path: { media: Id };
    body: WantedParts;
    answer: PageSignedPart;
  };
  /** Send a durable message */
  'POST /v1/messages': {
    body: NewMessage;
    answer: Committed;
  };
  /** Forward messages of one conversation to others, one by one or combined into one message. Answers for each target */
  'POST /v1/messages/forward': {
    body: NewForward;
    answer: ForwardAnswer;
  };
  /** Get the presence of users; users whom the caller may not see are left out */
  'GET /v1/presence': {
    query: { uids: Id[] };
    answer: PageUserPresence;
  };
  /** List the caller's scheduled messages and those that could not be sent, the next due first */
  'GET /v1/scheduled-messages': {
    query?: { conversation?: Id; cursor?: string; limit?: number };
    answer: ScheduledPage;
  };
  /** Schedule a message: it is sent at the given time */
  'POST /v1/scheduled-messages': {
    body: NewScheduledMessage;
    answer: ScheduledMessage;
  };
  /** Get a scheduled message of the caller */
  'GET /v1/scheduled-messages/{id}': {
    path: { id: Id };
    answer: ScheduledMessage;
  };
  /** Cancel a scheduled message, or delete one that could not be sent */
  'DELETE /v1/scheduled-messages/{id}': {
    path: { id: Id };
    answer: undefined;
  };
  /** Change the time of a scheduled message, or replace the message; one that failed waits again */
  'PATCH /v1/scheduled-messages/{id}': {
    path: { id: Id };
    body: ScheduledMessageChange;
    answer: ScheduledMessage;
  };
  /** Send a message in the product's name, to any user or group */
  'POST /v1/server/messages': {
    body: NewMessage;
    answer: Committed;
  };
  /** List the relation types */
  'GET /v1/server/relation-types': {
    answer: PageRelationType;
  };
  /** Define a relation type with its inverse, or change its messaging rules */
  'PUT /v1/server/relation-types/{name}': {
    path: { name: string };
    body: NewRelationType;
    answer: RelationType;
  };
  /** Delete a relation type and all its relations */
  'DELETE /v1/server/relation-types/{name}': {
    path: { name: string };
    answer: undefined;
  };
  /** List the users whose {type} is one of the system's own users */
  'GET /v1/server/relations/{type}/{uid}': {
    path: { type: string; uid: Id };
    query?: { cursor?: Id; limit?: number };
    answer: PageCustomRelation;
  };
  /** Record that one of the system's own users is the {type} of another user */
  'PUT /v1/server/relations/{type}/{uid}/{other}': {
    path: { type: string; uid: Id; other: Id };
    answer: undefined;
  };
  /** Delete the record that one of the system's own users is the {type} of another user */
  'DELETE /v1/server/relations/{type}/{uid}/{other}': {
    path: { type: string; uid: Id; other: Id };
    answer: undefined;
  };
  /** List the system's own users */
  'GET /v1/server/users': {
    query?: { cursor?: Id; limit?: number };
    answer: PageProfile;
  };
  /** Create a user of the system; without a password, only the system can open sessions for them */
  'POST /v1/server/users': {
    body: NewUser;
    answer: Registered;
  };
  /** Open a session for one of the system's own users, as a login would */
  'POST /v1/server/users/{uid}/sessions': {
    path: { uid: Id };
    body: NewSession;
    answer: Session;
  };
  /** Log in on a new device */
  'POST /v1/sessions': {
    body: Login;
    answer: Session;
  };
  /** Log out on this device */
  'DELETE /v1/sessions/current': {
    answer: undefined;
  };
  /** Exchange a provisioned device's secret for an access token */
  'POST /v1/sessions/device': {
    body: DeviceLogin;
    answer: Session;
  };
  /** Exchange a refresh token for new tokens; a refresh token can be exchanged only once */
  'POST /v1/sessions/refresh': {
    body: Refresh;
    answer: Session;
  };
  /** List the threads that the caller follows, with unread counts, the newest activity first */
  'GET /v1/threads': {
    query?: { cursor?: string; limit?: number };
    answer: ThreadPage;
  };
  /** Find users by the beginning of their username, or by phone */
  'GET /v1/users': {
    query?: { username?: string; phone?: string; cursor?: string; limit?: number };
    answer: Found;
  };
  /** Get a user */
  'GET /v1/users/{uid}': {
    path: { uid: Id };
    answer: Profile;
  };
}
