package io.waggle.system.client;

import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/** The answer to an HTTP request. */
public record Answer(int status, JsonNode body) {

    /** Returns the body, if the status is the expected one. */
    public JsonNode expect(int expected) {
        Assertions.assertThat(status).as(body.toString()).isEqualTo(expected);
        return body;
    }

    /** Returns the refusal's code, or an empty string. */
    public String code() {
        return body.path("code").asString("");
    }

    public boolean isRetryable() {
        return body.path("retryable").asBoolean(false);
    }
}
