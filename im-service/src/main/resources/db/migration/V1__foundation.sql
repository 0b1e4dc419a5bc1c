-- Runs on MySQL 8.4 and MariaDB 11.4. Times are milliseconds since 1970, UTC. Ids are 64-bit and time-ordered.

-- account -------------------------------------------------------------------------------------------------------------

create table account (
    uid           bigint       not null,
    -- Upper and lower case are the same name. A deactivated account keeps its username, so that nobody can take it again.
    username      varchar(32)  character set ascii collate ascii_general_ci not null,
    -- The visual form of the username. Usernames that look alike have the same form, and only one of them can exist.
    username_form varchar(64)  character set ascii collate ascii_bin,
    -- Null: the account has no password.
    password_hash varchar(100) character set ascii collate ascii_bin,
    nickname      varchar(64)  not null,
    avatar        varchar(512),
    phone         varchar(20)  character set ascii collate ascii_bin,
    gender        varchar(16)  character set ascii collate ascii_bin,
    birth_date    date,
    role          varchar(8)   character set ascii collate ascii_bin not null default 'USER',
    standing      varchar(16)  character set ascii collate ascii_bin not null default 'ACTIVE',
    -- The reason and the end of a ban. Without an end, it holds until an administrator lifts it.
    ban_reason    varchar(200),
    banned_until  bigint,
    -- The user's privacy: who may find them, send them a friend request, and write to them. Null: the product's default.
    find_by       varchar(8)   character set ascii collate ascii_bin not null default 'EVERYONE',
    add_by        varchar(8)   character set ascii collate ascii_bin not null default 'EVERYONE',
    message_by    varchar(8)   character set ascii collate ascii_bin,
    -- The business system that created the account and may act for it; null: only the user may.
    app           varchar(64)  collate utf8mb4_bin,
    created_at    bigint       not null,
    primary key (uid),
    key account_app (app, uid),
    unique key account_username (username),
    unique key account_username_form (username_form),
    -- With this index, a search reads only the rows that it returns.
    key account_find_by_username (find_by, username),
    key account_phone (phone, find_by, username)
) character set utf8mb4;

-- The account that sends messages in the product's name.
insert into account (uid, username, username_form, nickname, add_by, message_by, created_at)
values (1, 'system', 'systern', 'System', 'NOBODY', 'NOBODY', 0);

-- session -------------------------------------------------------------------------------------------------------------

-- A device is created by a login and removed by a logout, or it is provisioned by its user.
create table device (
    did                bigint      not null,
    uid                bigint      not null,
    name               varchar(64) not null,
    platform           varchar(16) character set ascii collate ascii_bin not null,
    kind               varchar(16) character set ascii collate ascii_bin not null,
    -- The SHA-256 of a provisioned device's secret or certificate; it has one of the two.
    secret_hash        binary(32),
    certificate_sha256 binary(32),
    -- Increases with every new credential. Access tokens of an older generation are invalid.
    generation         int         not null default 0,
    created_at         bigint      not null,
    -- The time of the last login or refresh.
    used_at            bigint      not null,
    -- The time at which its last refresh token expires. Null: the device needs no refresh token.
    expires_at         bigint,
    primary key (did),
    key device_uid (uid),
    key device_expires_at (expires_at),
    unique key device_certificate_sha256 (certificate_sha256)
) character set utf8mb4;

-- The refresh tokens that a device has been given, as SHA-256. If a spent token is used again, it was stolen.
create table refresh_token (
    hash       binary(32) not null,
    did        bigint     not null,
    spent      tinyint    not null,
    expires_at bigint     not null,
    primary key (hash),
    key refresh_token_did (did),
    key refresh_token_expires_at (expires_at)
);

-- The keys that sign access tokens, as JWK with the private part.
create table signing_key (
    kid        varchar(64) character set ascii collate ascii_bin not null,
    jwk        text        character set ascii not null,
    created_at bigint      not null,
    primary key (kid)
);

-- relation ------------------------------------------------------------------------------------------------------------

-- One row per user with the counts and versions of their relations. The first relation creates the row. A transaction that
-- changes a relation between two users locks both their rows, the lower uid first.
create table relation_state (
    uid           bigint  not null,
    -- The version of the friends list. Each change increases it by one.
    version       bigint  not null,
    -- The tombstones up to this version have been deleted.
    swept_version bigint  not null,
    friends       int     not null,
    following     bigint  not null,
    followers     bigint  not null,
    -- The user has deactivated the account; no more relations are added.
    closed        boolean not null,
    primary key (uid)
);

-- The users who have deactivated their accounts. A row is deleted when all relations of the user are removed.
create table relation_departure (
    uid        bigint not null,
    created_at bigint not null,
    primary key (uid)
);

-- friend --------------------------------------------------------------------------------------------------------------

create table friend_request (
    id           bigint       not null,
    from_uid     bigint       not null,
    to_uid       bigint       not null,
    greeting     varchar(200) not null,
    state        varchar(16)  character set ascii collate ascii_bin not null,
    created_at   bigint       not null,
    expires_at   bigint       not null,
    -- Both uids, the lower one first, while the request is pending; null afterwards. Two users therefore have at most one
    -- pending request, and a request finds the one in the opposite direction.
    pending_pair binary(16),
    primary key (id),
    unique key friend_request_pending_pair (pending_pair),
    key friend_request_to_uid (to_uid, state),
    key friend_request_from_uid (from_uid, state),
    key friend_request_state (state, expires_at)
) character set utf8mb4;

-- One side of a friendship: friend_uid is in the friends list of uid. The other side, if there is one, has its own row.
create table friendship (
    uid        bigint       not null,
    friend_uid bigint       not null,
    created_at bigint       not null,
    remark     varchar(64),
    -- One tag per line.
    tags       varchar(700) not null,
    starred    boolean      not null,
    -- The version of the friends list at the last change of this row.
    version    bigint       not null,
    primary key (uid, friend_uid),
    unique key friendship_version (uid, version),
    key friendship_friend_uid (friend_uid, uid)
) character set utf8mb4;

-- The tombstone of a friendship that was removed from uid's list.
create table former_friendship (
    uid        bigint not null,
    friend_uid bigint not null,
    version    bigint not null,
    removed_at bigint not null,
    primary key (uid, friend_uid),
    unique key former_friendship_version (uid, version),
    key former_friendship_removed_at (removed_at)
);

-- block ---------------------------------------------------------------------------------------------------------------

create table user_block (
    uid         bigint not null,
    blocked_uid bigint not null,
    created_at  bigint not null,
    primary key (uid, blocked_uid),
    key user_block_blocked_uid (blocked_uid, uid)
);

-- follow --------------------------------------------------------------------------------------------------------------

create table follow (
    uid          bigint not null,
    followed_uid bigint not null,
    created_at   bigint not null,
    primary key (uid, followed_uid),
    key follow_followed_uid (followed_uid, uid)
);

-- customrelation ------------------------------------------------------------------------------------------------------

-- A kind of relation that a business system has defined. It has two rows, one for each direction, and each names the other as
-- its inverse. If both directions have the same name, there is one row.
create table relation_type (
    name      varchar(32) character set ascii collate ascii_bin not null,
    inverse   varchar(32) character set ascii collate ascii_bin not null,
    -- Whether the user on this side of the relation may write to the other.
    messaging varchar(8)  character set ascii collate ascii_bin not null,
    primary key (name)
);

-- A relation between two users: uid is other_uid's `type`. Another row stores the inverse: other_uid is uid's inverse type.
create table relation (
    type       varchar(32) character set ascii collate ascii_bin not null,
    uid        bigint      not null,
    other_uid  bigint      not null,
    created_at bigint      not null,
    primary key (type, uid, other_uid),
    key relation_uid (uid, other_uid, type),
    key relation_other_uid (other_uid)
);

-- conversation --------------------------------------------------------------------------------------------------------

create table conversation (
    id         bigint      not null,
    kind       varchar(8)  character set ascii collate ascii_bin not null,
    -- The two users of a pair, the lower uid first; both are the same in a user's conversation with themselves. Null for a
    -- group.
    low_uid    bigint,
    high_uid   bigint,
    created_at bigint      not null,
    primary key (id),
    unique key conversation_pair (low_uid, high_uid)
);

-- A conversation's newest entry, committed together with it; no row while there is none.
create table conversation_head (
    conversation_id bigint not null,
    last_seq        bigint not null,
    -- The ordinal of the newest entry: how many of the conversation's entries count as unread for somebody who has read none.
    last_ordinal    bigint not null,
    -- The newest entry that conversation lists show; 0: there is none.
    preview_seq     bigint not null,
    last_at         bigint not null,
    primary key (conversation_id)
);

-- A member of a conversation. The primary key begins with the uid, so that a user's conversation list is one range of rows.
create table member (
    conversation_id bigint     not null,
    uid             bigint     not null,
    role            varchar(8) character set ascii collate ascii_bin not null,
    -- The member sees only the entries after this one.
    joined_seq      bigint     not null,
    read_seq        bigint     not null,
    joined_at       bigint     not null,
    -- The other user of a pair; null in a group.
    peer_uid        bigint,
    -- The member's nickname in the group, and their private name for the group.
    nickname        varchar(64),
    remark          varchar(64),
    -- The member may not write until this time; 0: until an admin unmutes them.
    muted_until     bigint,
    -- The member's own settings of the conversation. pinned_at is the time of pinning; 0: not pinned.
    muted           tinyint    not null default 0,
    pinned_at       bigint     not null default 0,
    draft           text,
    -- The conversation is hidden until there is an entry after this one.
    hidden_seq      bigint     not null default 0,
    -- The member has deleted all entries up to this one for themselves.
    cleared_seq     bigint     not null default 0,
    -- Whether the member has deleted single entries for themselves: there are rows in hidden_entry.
    hides_entries   tinyint    not null default 0,
    -- The member has marked the conversation as unread.
    marked_unread   tinyint    not null default 0,
    -- The last change of a value of this row that the member's list shows. Joining counts as a change.
    changed_at      bigint     not null default (joined_at),
    primary key (uid, conversation_id),
    key member_conversation (conversation_id, uid),
    key member_role (conversation_id, role, joined_at)
) character set utf8mb4;

-- Conversations that users have left. A row is kept for some time, so that a client can learn that it must remove the
-- conversation from its list.
create table left_conversation (
    uid             bigint not null,
    conversation_id bigint not null,
    left_at         bigint not null,
    primary key (uid, conversation_id),
    key left_conversation_left_at (left_at)
);

-- group ---------------------------------------------------------------------------------------------------------------

-- A group. Its id is its conversation's id. When it is dissolved, its members, bans, invites, join requests and announcements
-- are deleted; this row stays.
create table chat_group (
    gid           bigint        not null,
    name          varchar(64)   not null,
    avatar        varchar(512),
    owner_uid     bigint        not null,
    join_policy   varchar(8)    character set ascii collate ascii_bin not null,
    history       varchar(8)    character set ascii collate ascii_bin not null,
    inviters      varchar(8)    character set ascii collate ascii_bin not null,
    mute_all      tinyint       not null,
    -- The seconds that a plain member has to wait between two messages; 0: no wait.
    slow_mode     smallint      not null default 0,
    -- The messages of the group may not be forwarded.
    no_forwarding tinyint       not null default 0,
    announcement  varchar(2000),
    member_count  int           not null,
    dissolved     tinyint       not null,
    created_at    bigint        not null,
    primary key (gid)
) character set utf8mb4;

-- The announcements of a group. The newest one is current; an empty text removes the announcement.
create table group_announcement (
    gid        bigint        not null,
    id         bigint        not null,
    uid        bigint        not null,
    text       varchar(2000) not null,
    created_at bigint        not null,
    primary key (gid, id)
) character set utf8mb4;

-- The users who may not join a group until an admin allows it.
create table group_ban (
    gid        bigint  not null,
    uid        bigint  not null,
    banned_by  bigint  not null,
    -- Whether the group knew the user, as a member or from a join request. The names of other users are not shown.
    met        boolean not null,
    created_at bigint  not null,
    primary key (gid, uid)
);

-- The pending requests to join a group. An answered request is deleted.
create table group_join_request (
    id         bigint       not null,
    gid        bigint       not null,
    uid        bigint       not null,
    greeting   varchar(200) not null,
    created_at bigint       not null,
    primary key (id),
    unique key group_join_request_uid (gid, uid),
    key group_join_request_gid (gid, id)
) character set utf8mb4;

-- An invite code. Everyone who knows it can join, as long as its maker may invite.
create table group_invite (
    code       varchar(32) character set ascii collate ascii_bin not null,
    gid        bigint not null,
    maker_uid  bigint not null,
    -- Null: the code does not expire.
    expires_at bigint,
    -- The remaining number of uses; null: unlimited.
    uses_left  int,
    created_at bigint not null,
    primary key (code),
    key group_invite_gid (gid, maker_uid)
);

-- The users who have given up their accounts and have not yet left all their groups.
create table group_departure (
    uid        bigint not null,
    created_at bigint not null,
    primary key (uid)
);

-- log -----------------------------------------------------------------------------------------------------------------

-- The entries of a conversation's log, numbered 1, 2, 3 … without gaps.
create table entry (
    conversation_id bigint      not null,
    seq             bigint      not null,
    -- The number of entries up to this one that count as unread. The unread count is the difference of two ordinals.
    ordinal         bigint      not null,
    sender_uid      bigint      not null,
    sender_did      bigint      not null,
    -- The id that the sender's client gave to the message.
    client_id       binary(16)  not null,
    kind            varchar(16) character set ascii collate ascii_bin not null,
    -- waggle.v1.Content
    content         blob        not null,
    -- The earlier entry of the conversation that this one is about: a reply quotes it, a recall or an edit has changed it.
    about_seq       bigint,
    created_at      bigint      not null,
    primary key (conversation_id, seq),
    unique key entry_client_id (conversation_id, sender_uid, client_id),
    -- Finds a user's own entries, which do not count as unread for them, and their last message (slow mode).
    key entry_sender (conversation_id, sender_uid, kind, seq)
);

-- The entries that expire, or burn after reading. The row stays when the content is erased, so that the entry does not count as
-- unread.
create table expiry (
    conversation_id bigint not null,
    seq             bigint not null,
    sender_uid      bigint not null,
    -- The content is shown to nobody from this time on. Null: the entry has to be read first.
    expires_at      bigint,
    -- The seconds from reading to expiry. Null: reading changes nothing.
    burn_after      int,
    -- The time at which the content is erased. Null: it is already erased, or the time is not known yet.
    sweep_at        bigint,
    primary key (conversation_id, seq),
    key expiry_sweep_at (sweep_at)
);

-- What has happened to an entry since it was written; no row if nothing has. The version increases with every amendment of the
-- conversation, so clients can ask for the entries that changed since the last version that they know.
create table amendment (
    conversation_id bigint not null,
    seq             bigint not null,
    version         bigint not null,
    recalled_by     bigint,
    recalled_at     bigint,
    edited_at       bigint,
    -- waggle.v1.Reactions: how many users have reacted with which emoji. Changed together with the rows of `reaction`.
    reactions       blob,
    -- The thread that begins with the entry: the number of its messages, the newest of them and its time. Null: there is none.
    -- Changed together with the rows of `thread_entry`.
    thread_count    int,
    thread_last_seq bigint,
    thread_last_at  bigint,
    primary key (conversation_id, seq),
    unique key amendment_version (conversation_id, version)
);

-- The reactions to messages. Deleted when the message is recalled or its expired content is erased.
create table reaction (
    conversation_id bigint      not null,
    seq             bigint      not null,
    uid             bigint      not null,
    emoji           varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
    created_at      bigint      not null,
    primary key (conversation_id, seq, uid, emoji),
    -- Finds who has reacted with an emoji.
    key reaction_emoji (conversation_id, seq, emoji, uid)
);

-- The earlier contents of edited messages. Deleted when the message is recalled or expires.
create table entry_version (
    conversation_id bigint not null,
    seq             bigint not null,
    -- 1 is the content as it was sent.
    number          int    not null,
    -- waggle.v1.Content
    content         blob   not null,
    -- The time since which the message had this content.
    created_at      bigint not null,
    primary key (conversation_id, seq, number)
);

-- What combined messages contain: copies of the forwarded messages. Committed together with the message, and deleted when it is
-- recalled or expires. A combined message may contain combined messages; all that they contain has rows here too.
create table combined_message (
    conversation_id bigint not null,
    seq             bigint not null,
    -- The number of the combined message that contains this one; 0: the entry itself.
    parent          int    not null,
    -- 1, 2, 3 … within the entry, in the order of reading.
    number          int    not null,
    -- The sender and the time of the original; 0 if the user who forwarded it hides them.
    sender_uid      bigint not null,
    sent_at         bigint not null,
    -- waggle.v1.Content
    content         blob   not null,
    -- Finds the messages directly within a combined message.
    primary key (conversation_id, seq, parent, number)
);

-- The messages that are pinned for all members, at most 50 in a conversation. Written together with the entry that records it. A
-- message that was recalled or has expired is not shown, and its row is deleted when the next message is pinned.
create table pin (
    conversation_id bigint not null,
    seq             bigint not null,
    pinned_by       bigint not null,
    pinned_at       bigint not null,
    primary key (conversation_id, seq)
);

-- The users whom a message mentions; uid 0: everyone. Committed together with the message. The conversation list uses it to
-- find unread mentions.
create table mention (
    conversation_id bigint not null,
    uid             bigint not null,
    seq             bigint not null,
    primary key (conversation_id, uid, seq)
);

-- What a message is besides plain text: an image, a file, a message with a link … Committed together with the message, and
-- deleted with its content. History uses it to find the messages of a kind.
create table entry_facet (
    conversation_id bigint      not null,
    facet           varchar(16) character set ascii collate ascii_bin not null,
    seq             bigint      not null,
    primary key (conversation_id, facet, seq),
    key entry_facet_entry (conversation_id, seq)
);

-- The entries that a user has deleted for themselves. A row stays when the user leaves the conversation, so that the entry is
-- not shown again when they come back.
create table hidden_entry (
    uid             bigint not null,
    conversation_id bigint not null,
    seq             bigint not null,
    primary key (uid, conversation_id, seq)
);

-- The media that an entry shows, by media-service's ids. Committed together with the entry. While there is a row, the media are
-- not swept, and every user who may read the entry may download them.
create table media_reference (
    media_id        bigint not null,
    -- The same in all rows of the media, also where another user has forwarded them.
    uploader_uid    bigint not null,
    conversation_id bigint not null,
    seq             bigint not null,
    primary key (media_id, uploader_uid, conversation_id, seq),
    key media_reference_entry (conversation_id, seq)
);

-- The messages of threads. Committed together with the message; deleted when it is recalled or its expired content is erased.
create table thread_entry (
    conversation_id bigint not null,
    root_seq        bigint not null,
    seq             bigint not null,
    sender_uid      bigint not null,
    primary key (conversation_id, root_seq, seq),
    unique key thread_entry_seq (conversation_id, seq)
);

-- What a thread is to a user. The root's sender, and everybody who writes in the thread, follow it from then on, unless there is a
-- row already.
create table thread_follow (
    uid             bigint  not null,
    conversation_id bigint  not null,
    root_seq        bigint  not null,
    following       boolean not null,
    -- The newest message of the thread that the user has read.
    read_seq        bigint  not null,
    primary key (uid, conversation_id, root_seq)
);

-- The media that something outside the log will show, such as a scheduled message. While there is a row, the media are not swept.
create table media_hold (
    media_id  bigint not null,
    -- The id of what holds them.
    holder_id bigint not null,
    primary key (media_id, holder_id),
    key media_hold_holder_id (holder_id)
);

-- schedule ------------------------------------------------------------------------------------------------------------

-- The messages that wait for their time, and those that could not be sent. A row is deleted when its message is sent or cancelled.
create table scheduled_message (
    id              bigint       not null,
    uid             bigint       not null,
    conversation_id bigint       not null,
    -- The message id. It is the same in every attempt to send the message, so the message is stored once.
    client_id       binary(16)   not null,
    -- waggle.v1.Content
    content         blob         not null,
    -- The lifetime that the sender gave the message.
    expires_at      bigint,
    burn_after      int,
    send_at         bigint       not null,
    -- WAITING, SENDING or FAILED. Only a message that is not SENDING can be changed.
    state           varchar(8)   character set ascii collate ascii_bin not null,
    -- The time of the next attempt. Null: it has failed, and there is none.
    due_at          bigint,
    -- The attempts since it was last scheduled.
    attempts        int          not null,
    -- Why it failed.
    error_code      varchar(32)  character set ascii collate ascii_bin,
    error_detail    varchar(1000),
    created_at      bigint       not null,
    primary key (id),
    unique key scheduled_message_client_id (uid, conversation_id, client_id),
    key scheduled_message_send_at (uid, send_at, id),
    key scheduled_message_due_at (due_at)
) character set utf8mb4;

-- audit ---------------------------------------------------------------------------------------------------------------

-- The contents of recalled messages, encrypted. Written in the commit of the recall, and only if the service has a key.
create table recalled_copy (
    conversation_id bigint     not null,
    seq             bigint     not null,
    -- A nonce, and a waggle.stored.v1.RecalledContents under AES-GCM.
    sealed          mediumblob not null,
    -- The time at which the row is deleted.
    kept_until      bigint     not null,
    primary key (conversation_id, seq),
    key recalled_copy_kept_until (kept_until)
);

-- presence ------------------------------------------------------------------------------------------------------------

-- The presence of a user over all their devices, and (told_…) the presence that was last published to their watchers.
create table presence (
    uid            bigint       not null,
    -- Whether at least one device is connected.
    online         boolean      not null,
    -- The time at which the last device disconnected. For an invisible user, the time at which they became invisible.
    last_seen      bigint,
    -- The user's own status text, shown while they are online.
    text           varchar(100),
    invisible      boolean      not null,
    told_online    boolean      not null,
    told_text      varchar(100),
    told_last_seen bigint,
    told_at        bigint       not null,
    -- The number of published states.
    version        bigint       not null,
    -- The time at which a change is due to be published; null: there is no change.
    due_at         bigint,
    primary key (uid),
    key presence_due_at (due_at),
    key presence_told_at (told_at)
) character set utf8mb4;

-- A running broker, from its start to its end. The id is random, and new at each start.
create table presence_node (
    node       bigint  not null,
    -- The number of its latest report.
    number     bigint  not null,
    renewed_at bigint  not null,
    -- The node is considered dead; its device connections are being deleted.
    ended      boolean not null,
    primary key (node)
);

create table device_connection (
    node bigint not null,
    did  bigint not null,
    uid  bigint not null,
    primary key (node, did),
    key device_connection_uid (uid, did)
);

-- The time at which a device last connected or disconnected.
create table device_seen (
    did     bigint not null,
    seen_at bigint not null,
    primary key (did),
    key device_seen_seen_at (seen_at)
);

-- delivery ------------------------------------------------------------------------------------------------------------

-- The delivery cursors: a device has acknowledged all entries up to acked_seq. No row: it has acknowledged none of the entries
-- that its user sees.
create table delivery (
    did             bigint not null,
    conversation_id bigint not null,
    acked_seq       bigint not null,
    primary key (did, conversation_id)
);

-- The entries whose packets were too large for a device's connection: the device received a gap notice instead. Only the newest
-- of each conversation are stored. They are sent on a later connection that accepts packets of this size.
create table delivery_withheld (
    did             bigint not null,
    conversation_id bigint not null,
    seq             bigint not null,
    packet_bytes    int    not null,
    primary key (did, conversation_id, seq)
);

-- The devices that have delivery cursors, and the time at which each was last connected, accurate to half a day.
create table delivery_device (
    did     bigint not null,
    seen_at bigint not null,
    primary key (did)
);

-- business ------------------------------------------------------------------------------------------------------------

create table api_key (
    id         bigint       not null,
    -- The business system that owns the key.
    app        varchar(64)  character set utf8mb4 collate utf8mb4_bin not null,
    name       varchar(64)  not null,
    scopes     varchar(200) character set ascii collate ascii_bin not null,
    -- SHA-256 of the key.
    hash       binary(32)   not null,
    created_at bigint       not null,
    used_at    bigint,
    primary key (id)
) character set utf8mb4;

-- http ----------------------------------------------------------------------------------------------------------------

-- The answer to a creation with an Idempotency-Key, so that a repetition of the request gets the same answer.
create table idempotent_request (
    -- The caller (0: nobody was logged in) and a value that stands for the key.
    uid          bigint       not null,
    request_key  varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
    fingerprint  binary(32)   not null,
    -- Null while the first request is still running.
    status       smallint,
    location     varchar(255) character set ascii collate ascii_bin,
    body         mediumblob,
    created_at   bigint       not null,
    primary key (uid, request_key),
    key idempotent_request_created_at (created_at)
);
