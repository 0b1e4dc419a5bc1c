-- The same bytes said to be a film and said to be a recording are shown differently, so they are two contents.
alter table media_content
    drop key media_content_live_sha256,
    add unique key media_content_live_sha256 (live_sha256, type);
