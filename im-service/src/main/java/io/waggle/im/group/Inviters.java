package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The roles that may invite others: add them, or give them codes. */
public enum Inviters {
    @JsonProperty("members")
    MEMBERS,
    /** The admins and the owner. */
    @JsonProperty("admins")
    ADMINS
}
