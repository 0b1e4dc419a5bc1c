package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The rights of an account beyond its own data. */
enum Role {
    @JsonProperty("user")
    USER,
    @JsonProperty("admin")
    ADMIN
}
