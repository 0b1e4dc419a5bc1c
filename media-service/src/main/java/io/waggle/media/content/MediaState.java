package io.waggle.media.content;

/** How far an upload has come. */
public enum MediaState {
    /** There is a ticket for it. */
    OPEN,
    /** It can be sent and shown. */
    READY,
    /** Nobody needs it, and nobody may begin to. */
    REMOVING
}
