package io.waggle.im.rpc;

import io.waggle.kit.http.JsonFaults;
import io.waggle.protocol.DuplicateMember;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests and writes answers over MQTT. They are JSON on protobuf connections too, because they are rare and need no
 * second format.
 */
@Component
public class RpcJson {

    private final JsonMapper json;

    RpcJson(JsonMapper json) {
        this.json = json;
    }

    /** Reads a request; an empty payload reads as {@code {}}. */
    public <T> T read(byte[] payload, Class<T> type) {
        return convert(object(payload), type);
    }

    ObjectNode object(byte[] payload) {
        if (payload.length == 0) {
            return json.createObjectNode();
        }
        try {
            if (json.readTree(payload) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            String twice = DuplicateMember.describe(malformed);
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    twice == null ? "the payload is not JSON; send a JSON object" : "the payload " + twice);
        }
        throw new Refused(ErrorCode.INVALID_REQUEST, "the payload is not a JSON object; send one");
    }

    <T> T convert(JsonNode value, Class<T> type) {
        return convert(value, type, "");
    }

    /** @param member the member of the request that holds the value */
    <T> T convert(JsonNode value, Class<T> type, String member) {
        try {
            return json.treeToValue(value, type);
        } catch (JacksonException mismatch) {
            throw new Refused(ErrorCode.INVALID_REQUEST, JsonFaults.describe(member, mismatch));
        }
    }

    /** Writes an answer. */
    public byte[] write(Object answer) {
        return json.writeValueAsBytes(answer);
    }
}
