package io.waggle.system;

import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/** What HTTP answered. */
public record Answer(int status, JsonNode body) {

    /** The body, if the status is the expected one. */
    public JsonNode expect(int expected) {
        Assertions.assertThat(status).as(body.toString()).isEqualTo(expected);
        return body;
    }

    /** The registry's name of the refusal, or an empty string. */
    public String code() {
        return body.path("code").asString("");
    }

    public boolean isRetryable() {
        return body.path("retryable").asBoolean(false);
    }
}
