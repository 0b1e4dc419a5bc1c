package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From where on a new member sees what is said. */
enum SharedHistory {
    @JsonProperty("joining")
    JOINING,
    @JsonProperty("all")
    ALL
}
