-- media-service's tables. Times are milliseconds since 1970, UTC; uids are im-service's.

-- Bytes in the store, and what was found out about them.
create table media_content (
    id            bigint       not null,
    sha256        binary(32)   not null,
    -- The same while it may be shared with other uploads of the type; null from when it goes. So there is one of each at most.
    live_sha256   binary(32),
    object_key    varchar(64)  character set ascii collate ascii_bin not null,
    -- What it was looked at as: nobody who calls a picture just a file takes its thumbnail from others.
    type          varchar(127) character set ascii collate ascii_bin not null,
    size          bigint       not null,
    -- Of what others than the uploader are given, if that is not the same: without place and camera.
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
    -- Why it is held or blocked.
    reason        varchar(200) not null,
    -- How often the check was tried, and when it is to be tried next; null: it is not.
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

-- What a user has uploaded, or is about to.
create table media (
    id           bigint       not null,
    uploader_uid bigint       not null,
    name         varchar(255) not null,
    -- As its uploader said.
    type         varchar(127) character set ascii collate ascii_bin not null,
    size         bigint       not null,
    sha256       binary(32)   not null,
    state        varchar(8)   character set ascii collate ascii_bin not null,
    -- Once it is complete.
    content_id   bigint,
    object_key   varchar(64)  character set ascii collate ascii_bin not null,
    -- The store's, of an upload in parts.
    upload_id    varchar(512) character set ascii collate ascii_bin,
    -- What a proof that the uploader has the content is made with; null once it was tried.
    nonce        binary(32),
    created_at   bigint       not null,
    -- The ticket's; what is complete has no end.
    expires_at   bigint       not null,
    -- When it was completed, or a message was about to show it.
    used_at      bigint       not null,
    primary key (id),
    key media_state (state, used_at, id),
    key media_content_id (content_id),
    key media_uploader (uploader_uid, sha256)
) character set utf8mb4;

-- Contents that nobody may have here, whoever uploads them.
create table media_block (
    sha256     binary(32)   not null,
    reason     varchar(200) not null,
    blocked_by bigint       not null,
    created_at bigint       not null,
    primary key (sha256)
) character set utf8mb4;

-- How much a user has asked to upload, by day.
create table media_quota (
    uid     bigint not null,
    day     int    not null,
    uploads int    not null,
    bytes   bigint not null,
    primary key (uid, day),
    key media_quota_day (day)
);

-- The answer to a creation that named an Idempotency-Key, so that the same request again is answered the same.
create table media_idempotent_request (
    -- Who asked, and a hash that stands for the key.
    uid          bigint       not null,
    request_key  varchar(255) character set ascii collate ascii_bin not null,
    fingerprint  binary(32)   not null,
    -- Null while the first request is still running.
    status       smallint,
    location     varchar(255) character set ascii collate ascii_bin,
    -- Sealed with the key, which is stored nowhere.
    body         mediumblob,
    created_at   bigint       not null,
    primary key (uid, request_key),
    key media_idempotent_request_created_at (created_at)
) character set utf8mb4;
