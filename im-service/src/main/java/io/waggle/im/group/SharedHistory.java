package io.waggle.im.group;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The part of the history that a new member sees: from joining on, or all. */
public enum SharedHistory {
    @JsonProperty("joining")
    JOINING,
    @JsonProperty("all")
    ALL
}
