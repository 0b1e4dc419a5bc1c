package io.waggle.im.relation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The effect of a relation on messages from one user to the other. */
public enum MessagingRule {
    /** No effect: the rules that apply without the relation decide. */
    @JsonProperty("default")
    DEFAULT,
    @JsonProperty("allow")
    ALLOW,
    /** Overrides every rule that allows the message. */
    @JsonProperty("deny")
    DENY
}
