package io.waggle.im.log;

import io.waggle.protocol.Id;

/** The user who uploaded media. */
record MediaUploader(Id mediaId, Id uploaderUid) {}
