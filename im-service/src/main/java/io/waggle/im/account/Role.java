package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an account may do beyond its own affairs. */
enum Role {
    @JsonProperty("user")
    USER,
    @JsonProperty("admin")
    ADMIN
}
