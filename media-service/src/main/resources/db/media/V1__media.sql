-- The tables of media-service. Times are milliseconds since 1970, UTC. Uids are those of im-service.

-- A content: bytes in the store, with the results of their examination. Several uploads may share it.
create table media_content (
    id            bigint       not null,
    sha256        binary(32)   not null,
    -- The same hash while other uploads of the same type may share the content; null once its removal has started. There is
    -- therefore at most one shared content per hash and type.
    live_sha256   binary(32),
    object_key    varchar(64)  character set ascii collate ascii_bin not null,
    -- The type under which the content was examined. An upload of the same bytes under another type does not share the content:
    -- a picture that is uploaded as a plain file does not get the thumbnail of the picture.
    type          varchar(127) character set ascii collate ascii_bin not null,
    size          bigint       not null,
    -- Hash and size of the copy without location and camera data that other users download. Null: they get the original.
    shown_sha256  binary(32),
    shown_size    bigint,
    width         int          not null,
    height        int          not null,
    duration_ms   int          not null,
    blurhash      varchar(64)  character set ascii collate ascii_bin not null,
    waveform      varbinary(128) not null,
    thumb         boolean      not null,
    poster        boolean      not null,
    moderation    varchar(8)   character set ascii collate ascii_bin not null,
    -- The reason why the content is held or blocked.
    reason        varchar(200) not null,
    -- The number of moderation checks so far, and the time of the next one; null: there is no next check.
    checks        int          not null,
    check_at      bigint,
    created_at    bigint       not null,
    primary key (id),
    unique key media_content_live_sha256 (live_sha256, type),
    key media_content_sha256 (sha256),
    key media_content_object_key (object_key),
    key media_content_moderation (moderation, id),
    key media_content_check_at (check_at)
) character set utf8mb4;

-- An upload of a user, complete or not.
create table media (
    id           bigint       not null,
    uploader_uid bigint       not null,
    name         varchar(255) not null,
    -- The type that the uploader gave.
    type         varchar(127) character set ascii collate ascii_bin not null,
    size         bigint       not null,
    sha256       binary(32)   not null,
    state        varchar(8)   character set ascii collate ascii_bin not null,
    -- Set when the upload is complete.
    content_id   bigint,
    object_key   varchar(64)  character set ascii collate ascii_bin not null,
    -- The store's id of an upload in parts.
    upload_id    varchar(512) character set ascii collate ascii_bin,
    -- The key for the proof that the uploader has the content; null after the one try.
    nonce        binary(32),
    created_at   bigint       not null,
    -- The time at which the ticket expires. Without meaning once the upload is complete.
    expires_at   bigint       not null,
    -- The time at which the upload was completed, or at which a sender last asked to use it in a message.
    used_at      bigint       not null,
    primary key (id),
    key media_state (state, used_at, id),
    key media_content_id (content_id),
    key media_uploader (uploader_uid, sha256)
) character set utf8mb4;

-- The hashes of blocked contents. Nobody may upload or download them.
create table media_block (
    sha256     binary(32)   not null,
    reason     varchar(200) not null,
    blocked_by bigint       not null,
    created_at bigint       not null,
    primary key (sha256)
) character set utf8mb4;

-- The number of uploads and bytes that a user has asked for, per day.
create table media_quota (
    uid     bigint not null,
    day     int    not null,
    uploads int    not null,
    bytes   bigint not null,
    primary key (uid, day),
    key media_quota_day (day)
);

-- The answer to a creation with an Idempotency-Key, so that a repetition of the request gets the same answer.
create table media_idempotent_request (
    -- The caller, and a hash that stands for the key.
    uid          bigint       not null,
    request_key  varchar(255) character set ascii collate ascii_bin not null,
    fingerprint  binary(32)   not null,
    -- Null while the first request is still running.
    status       smallint,
    location     varchar(255) character set ascii collate ascii_bin,
    -- Encrypted with the key, which is stored nowhere.
    body         mediumblob,
    created_at   bigint       not null,
    primary key (uid, request_key),
    key media_idempotent_request_created_at (created_at)
) character set utf8mb4;
