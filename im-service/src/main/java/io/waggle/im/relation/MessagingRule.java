package io.waggle.im.relation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a relation between two says about one writing to the other. */
public enum MessagingRule {
    /** Nothing: what is right without the relation. */
    @JsonProperty("default")
    DEFAULT,
    @JsonProperty("allow")
    ALLOW,
    /** Wins over all that allows it. */
    @JsonProperty("deny")
    DENY
}
