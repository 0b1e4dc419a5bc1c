package io.waggle.media.upload;

import org.jspecify.annotations.Nullable;

/** @param proof the answer to the ticket's question, in hexadecimal digits; sent instead of an upload */
record Finish(@Nullable String proof) {}
