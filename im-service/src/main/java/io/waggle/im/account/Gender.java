package io.waggle.im.account;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Left out by whoever does not want to say. */
public enum Gender {
    @JsonProperty("female")
    FEMALE,
    @JsonProperty("male")
    MALE,
    @JsonProperty("other")
    OTHER
}
