package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may bring others in: add them, or give them codes. */
enum Inviters {
    @JsonProperty("members")
    MEMBERS,
    /** The owner too. */
    @JsonProperty("admins")
    ADMINS
}
