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
