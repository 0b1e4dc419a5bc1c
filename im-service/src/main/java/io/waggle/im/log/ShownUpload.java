package io.waggle.im.log;

import io.waggle.protocol.Id;

/** An entry that shows media, and the user who uploaded them. */
public record ShownUpload(long seq, Id uploaderUid) {}
