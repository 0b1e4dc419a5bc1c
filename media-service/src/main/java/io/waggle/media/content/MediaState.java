package io.waggle.media.content;

/** The state of an upload. */
public enum MediaState {
    /** A ticket exists; the upload is not complete. */
    OPEN,
    /** It can be sent and shown. */
    READY,
    /** No message shows it, and no new message can use it. */
    REMOVING
}
