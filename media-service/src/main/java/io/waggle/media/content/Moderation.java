package io.waggle.media.content;

/** Whether a content may be shown. */
public enum Moderation {
    /** It is being looked at; whether it is shown meanwhile is a setting. */
    CHECKING,
    PASSED,
    /** A person is to look at it; until then others see a placeholder. */
    HELD,
    /** It is shown to nobody, and can be uploaded by nobody. */
    BLOCKED
}
