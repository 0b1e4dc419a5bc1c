package io.waggle.im.conversation;

/** What a member is in a conversation; in a pair both are members. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER
}
