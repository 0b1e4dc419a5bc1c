package io.waggle.im.account;

/** Whether an account may act. A ban that has ended is none. */
public enum Standing {
    ACTIVE,
    /** Shut out by an administrator, for a time or until the ban is lifted. */
    BANNED,
    /** Given up by its user, for good. */
    DEACTIVATED
}
