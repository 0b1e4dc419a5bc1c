package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A user's gender. Optional. */
public enum Gender {
    @JsonProperty("female")
    FEMALE,
    @JsonProperty("male")
    MALE,
    @JsonProperty("other")
    OTHER
}
