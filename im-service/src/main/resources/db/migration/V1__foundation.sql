-- Runs on MySQL 8.4 and MariaDB 11.4. Times are milliseconds since 1970, UTC. Ids are 64-bit and time-ordered.

-- account -------------------------------------------------------------------------------------------------------------

create table account (
    uid           bigint       not null,
    -- Upper and lower case are the same name. It stays when the account is deactivated, so nobody gets it again.
    username      varchar(32)  character set ascii collate ascii_general_ci not null,
    -- What the username looks like. Usernames that a reader takes for one another have the same form, and only one of them
    -- can be had.
    username_form varchar(64)  character set ascii collate ascii_bin,
    -- Null: no password opens this account.
    password_hash varchar(100) character set ascii collate ascii_bin,
    nickname      varchar(64)  not null,
    avatar        varchar(512),
    phone         varchar(20)  character set ascii collate ascii_bin,
    gender        varchar(16)  character set ascii collate ascii_bin,
    birth_date    date,
    role          varchar(8)   character set ascii collate ascii_bin not null default 'USER',
    standing      varchar(16)  character set ascii collate ascii_bin not null default 'ACTIVE',
    -- Why and until when it is banned; without an end until an administrator lifts it.
    ban_reason    varchar(200),
    banned_until  bigint,
    -- Who may find, befriend and message the user. Null: whom the product lets.
    find_by       varchar(8)   character set ascii collate ascii_bin not null default 'EVERYONE',
    add_by        varchar(8)   character set ascii collate ascii_bin not null default 'EVERYONE',
    message_by    varchar(8)   character set ascii collate ascii_bin,
    -- The business system that made it and may act in its name; null: nobody but its user.
    app           varchar(64)  collate utf8mb4_bin,
    created_at    bigint       not null,
    primary key (uid),
    key account_app (app, uid),
    unique key account_username (username),
    unique key account_username_form (username_form),
    -- A search reads none but those it shows.
    key account_find_by_username (find_by, username),
    key account_phone (phone, find_by, username)
) character set utf8mb4;

-- Whoever speaks for the product itself.
insert into account (uid, username, username_form, nickname, add_by, message_by, created_at)
values (1, 'system', 'systern', 'System', 'NOBODY', 'NOBODY', 0);

-- session -------------------------------------------------------------------------------------------------------------

-- A device is what a login creates and a logout removes, or what its user has provisioned.
create table device (
    did                bigint      not null,
    uid                bigint      not null,
    name               varchar(64) not null,
    platform           varchar(16) character set ascii collate ascii_bin not null,
    kind               varchar(16) character set ascii collate ascii_bin not null,
    -- Of a provisioned device: one of them, as SHA-256.
    secret_hash        binary(32),
    certificate_sha256 binary(32),
    -- One more with every new credential; access tokens of an older one are void.
    generation         int         not null default 0,
    created_at         bigint      not null,
    -- When it logged in or refreshed last.
    used_at            bigint      not null,
    -- When its last refresh token expires. Null: it needs none.
    expires_at         bigint,
    primary key (did),
    key device_uid (uid),
    key device_expires_at (expires_at),
    unique key device_certificate_sha256 (certificate_sha256)
) character set utf8mb4;

-- Every refresh token ever given to a device, as SHA-256. One that is spent and comes again was stolen.
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

create table friend_request (
    id           bigint       not null,
    from_uid     bigint       not null,
    to_uid       bigint       not null,
    greeting     varchar(200) not null,
    state        varchar(16)  character set ascii collate ascii_bin not null,
    created_at   bigint       not null,
    expires_at   bigint       not null,
    -- Both uids, the lower one first, while the request is pending; null afterwards. So a pair has one pending
    -- request at most, and requests that cross find each other.
    pending_pair binary(16),
    primary key (id),
    unique key friend_request_pending_pair (pending_pair),
    key friend_request_to_uid (to_uid, state),
    key friend_request_from_uid (from_uid, state),
    key friend_request_state (state, expires_at)
) character set utf8mb4;

-- A user's relations as a whole; no row before the first. Whoever changes what is between two users locks both their
-- rows, the lower uid's first.
create table circle (
    uid           bigint  not null,
    -- Of the friend list: one more with each change.
    version       bigint  not null,
    -- Tombstones up to this version are no longer there.
    swept_version bigint  not null,
    friends       int     not null,
    following     bigint  not null,
    followers     bigint  not null,
    -- The user has deactivated the account; nothing is added any more.
    closed        boolean not null,
    primary key (uid)
);

-- Who has deactivated the account, until all its relations are gone.
create table departure (
    uid        bigint not null,
    created_at bigint not null,
    primary key (uid)
);

-- One side of a friendship: uid counts friend_uid among its friends. Mostly there is another for the other side.
create table friendship (
    uid        bigint       not null,
    friend_uid bigint       not null,
    created_at bigint       not null,
    remark     varchar(64),
    -- One a line.
    tags       varchar(700) not null,
    starred    boolean      not null,
    -- The list's, when this row changed last.
    version    bigint       not null,
    primary key (uid, friend_uid),
    unique key friendship_version (uid, version),
    key friendship_friend_uid (friend_uid, uid)
) character set utf8mb4;

-- The tombstone of a friendship that is no longer in uid's list.
create table former_friendship (
    uid        bigint not null,
    friend_uid bigint not null,
    version    bigint not null,
    removed_at bigint not null,
    primary key (uid, friend_uid),
    unique key former_friendship_version (uid, version),
    key former_friendship_removed_at (removed_at)
);

create table user_block (
    uid         bigint not null,
    blocked_uid bigint not null,
    created_at  bigint not null,
    primary key (uid, blocked_uid),
    key user_block_blocked_uid (blocked_uid, uid)
);

create table follow (
    uid          bigint not null,
    followed_uid bigint not null,
    created_at   bigint not null,
    primary key (uid, followed_uid),
    key follow_followed_uid (followed_uid, uid)
);

-- What business systems call two users to each other: two rows, each the other's inverse; one if both are the same.
create table relation_type (
    name      varchar(32) character set ascii collate ascii_bin not null,
    inverse   varchar(32) character set ascii collate ascii_bin not null,
    -- Whether the one who is so called may message the other.
    messaging varchar(8)  character set ascii collate ascii_bin not null,
    primary key (name)
);

-- uid is other_uid's type; and other_uid is uid's inverse type, which is another row.
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
    -- The two of a pair, the lower uid first (both the same for notes to oneself); null for a group.
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
    -- How many of its entries count as unread.
    last_ordinal    bigint not null,
    -- The newest entry that lists show; 0: there is none.
    preview_seq     bigint not null,
    last_at         bigint not null,
    primary key (conversation_id)
);

-- A user's rows lie together, so that its list is one range.
create table member (
    conversation_id bigint     not null,
    uid             bigint     not null,
    role            varchar(8) character set ascii collate ascii_bin not null,
    -- The member sees what comes after this entry.
    joined_seq      bigint     not null,
    read_seq        bigint     not null,
    joined_at       bigint     not null,
    -- The other one of a pair; null in a group.
    peer_uid        bigint,
    -- What the member is called in the group, and what it calls the group for itself.
    nickname        varchar(64),
    remark          varchar(64),
    -- Until then it may not speak; 0: until an admin lets it.
    muted_until     bigint,
    -- How the member has arranged the conversation for itself. Pinned since; 0: it is not.
    muted           tinyint    not null default 0,
    pinned_at       bigint     not null default 0,
    draft           text,
    -- Not listed before there is an entry after this one.
    hidden_seq      bigint     not null default 0,
    -- Deleted for itself up to this entry.
    cleared_seq     bigint     not null default 0,
    -- When anything of this row that the member's list shows has changed, its coming in included.
    changed_at      bigint     not null default (joined_at),
    primary key (uid, conversation_id),
    key member_conversation (conversation_id, uid),
    key member_role (conversation_id, role, joined_at)
) character set utf8mb4;

-- Where users are members no longer; kept for a while, so that their lists learn of it.
create table left_conversation (
    uid             bigint not null,
    conversation_id bigint not null,
    left_at         bigint not null,
    primary key (uid, conversation_id),
    key left_conversation_left_at (left_at)
);

-- group ---------------------------------------------------------------------------------------------------------------

-- A group's id is its conversation's id. What happened in it has been forgotten when it is dissolved; the row stays.
create table chat_group (
    gid          bigint        not null,
    name         varchar(64)   not null,
    avatar       varchar(512),
    owner_uid    bigint        not null,
    join_policy  varchar(8)    character set ascii collate ascii_bin not null,
    history      varchar(8)    character set ascii collate ascii_bin not null,
    inviters     varchar(8)    character set ascii collate ascii_bin not null,
    mute_all     tinyint       not null,
    announcement varchar(2000),
    member_count int           not null,
    dissolved    tinyint       not null,
    created_at   bigint        not null,
    primary key (gid)
) character set utf8mb4;

-- What has been announced, the newest of which is the group's announcement; an empty one took it away.
create table group_announcement (
    gid        bigint        not null,
    id         bigint        not null,
    uid        bigint        not null,
    text       varchar(2000) not null,
    created_at bigint        not null,
    primary key (gid, id)
) character set utf8mb4;

-- Who may not come in before an admin lets it.
create table group_ban (
    gid        bigint  not null,
    uid        bigint  not null,
    banned_by  bigint  not null,
    -- Whether the group knew the user: a member, or one who had asked to come in. Of others no name is shown.
    met        boolean not null,
    created_at bigint  not null,
    primary key (gid, uid)
);

-- Who waits to be let in. A request that is answered is gone.
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

-- A code that lets in whoever knows it, as long as its maker may invite.
create table group_invite (
    code       varchar(32) character set ascii collate ascii_bin not null,
    gid        bigint not null,
    maker_uid  bigint not null,
    -- Null: without an end.
    expires_at bigint,
    -- How many it still lets in; null: as many as like.
    uses_left  int,
    created_at bigint not null,
    primary key (code),
    key group_invite_gid (gid, maker_uid)
);

-- Users who have given up their accounts, until they have left all their groups.
create table group_departure (
    uid        bigint not null,
    created_at bigint not null,
    primary key (uid)
);

-- log -----------------------------------------------------------------------------------------------------------------

-- Everything that happens in a conversation, numbered 1, 2, 3 … without gaps.
create table entry (
    conversation_id bigint      not null,
    seq             bigint      not null,
    -- How many entries up to this one count as unread, so that the number of unread entries is a difference.
    ordinal         bigint      not null,
    sender_uid      bigint      not null,
    sender_did      bigint      not null,
    client_id       binary(16)  not null,
    kind            varchar(16) character set ascii collate ascii_bin not null,
    -- waggle.v1.Content
    content         blob        not null,
    created_at      bigint      not null,
    primary key (conversation_id, seq),
    unique key entry_client_id (conversation_id, sender_uid, client_id),
    -- A user's own entries are not unread for them.
    key entry_sender (conversation_id, sender_uid, kind, seq)
);

-- Entries that expire, or burn after reading. A row stays when the content is erased: the entry is not unread then.
create table expiry (
    conversation_id bigint not null,
    seq             bigint not null,
    sender_uid      bigint not null,
    -- Nobody is shown the content from then on. Null: the entry has to be read first.
    expires_at      bigint,
    -- Seconds from its being read to its expiry. Null: reading it changes nothing.
    burn_after      int,
    -- When the content is to be erased. Null: it is erased, or has no time yet.
    sweep_at        bigint,
    primary key (conversation_id, seq),
    key expiry_sweep_at (sweep_at)
);

-- Whom a message names; uid 0: everyone. Together with the messages, so that who was meant and has not read it can be told.
create table mention (
    conversation_id bigint not null,
    uid             bigint not null,
    seq             bigint not null,
    primary key (conversation_id, uid, seq)
);

-- Which entries show which media, as media-service calls them; committed together with the entry. While there is a row, the
-- media are not swept, and who may read the entry may see them.
create table media_reference (
    media_id        bigint not null,
    conversation_id bigint not null,
    seq             bigint not null,
    primary key (media_id, conversation_id, seq),
    key media_reference_entry (conversation_id, seq)
);

-- presence ------------------------------------------------------------------------------------------------------------

-- A user as it is, over all its devices, and as those who may see it were told last.
create table presence (
    uid            bigint       not null,
    -- Whether any device is connected.
    online         boolean      not null,
    -- When the last device went. While the user is invisible, when that began.
    last_seen      bigint,
    -- What the user says of itself while it is online.
    text           varchar(100),
    invisible      boolean      not null,
    told_online    boolean      not null,
    told_text      varchar(100),
    told_last_seen bigint,
    told_at        bigint       not null,
    -- How often something was told.
    version        bigint       not null,
    -- When there is something to tell; null: there is nothing.
    due_at         bigint,
    primary key (uid),
    key presence_due_at (due_at),
    key presence_told_at (told_at)
) character set utf8mb4;

-- A broker from its start to its end, under an id that it has drawn.
create table presence_node (
    node       bigint  not null,
    -- Of its latest report.
    number     bigint  not null,
    renewed_at bigint  not null,
    -- It counts as dead; its devices are being cleared away.
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

-- When a device was connected last, or came.
create table device_seen (
    did     bigint not null,
    seen_at bigint not null,
    primary key (did),
    key device_seen_seen_at (seen_at)
);

-- delivery ------------------------------------------------------------------------------------------------------------

-- How far each device has come: it has acknowledged all entries up to this one. No row: none of those its user sees.
create table delivery (
    did             bigint not null,
    conversation_id bigint not null,
    acked_seq       bigint not null,
    primary key (did, conversation_id)
);

-- Entries that a device was told of and not sent, since their packets were larger than its connection took: the newest of each
-- conversation. A connection that takes them is sent them.
create table delivery_withheld (
    did             bigint not null,
    conversation_id bigint not null,
    seq             bigint not null,
    packet_bytes    int    not null,
    primary key (did, conversation_id, seq)
);

-- The devices that have cursors, and when each was connected last, to within half a day.
create table delivery_device (
    did     bigint not null,
    seen_at bigint not null,
    primary key (did)
);

-- business ------------------------------------------------------------------------------------------------------------

create table api_key (
    id         bigint       not null,
    -- The business system that holds it.
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

-- The answer to a creation that named an Idempotency-Key, so that the same request again is answered the same.
create table idempotent_request (
    -- Who asked (0: nobody was logged in) and under which key.
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
