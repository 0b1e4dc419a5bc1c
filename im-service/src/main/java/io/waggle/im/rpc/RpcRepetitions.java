package io.waggle.im.rpc;

import com.google.protobuf.ByteString;
import io.waggle.kit.idempotency.IdempotencyStore;
import io.waggle.kit.idempotency.IdempotencyStore.Replay;
import io.waggle.kit.idempotency.IdempotencyStore.Run;
import io.waggle.kit.idempotency.KeyedRequest;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Objects;
import java.util.function.Supplier;

/** Runs a request with an {@code idempotencyKey} over MQTT only once, as the header does over HTTP. */
@Component
class RpcRepetitions {

    /** The member that has the header's place. */
    static final String KEY = "idempotencyKey";

    private static final Logger log = LoggerFactory.getLogger(RpcRepetitions.class);

    private final IdempotencyStore store;
    private final RpcJson json;

    RpcRepetitions(IdempotencyStore store, RpcJson json) {
        this.store = store;
        this.json = json;
    }

    /** A refusal as it is stored. */
    private record StoredRefusal(String code, String detail) {

        Refused refused() {
            return new Refused(Objects.requireNonNull(ErrorCode.ofWireName(code)), detail);
        }
    }

    /** Returns the key of a request; null if there is none. */
    static @Nullable String keyOf(ObjectNode request) {
        JsonNode key = request.get(KEY);
        if (key == null || key.isNull()) {
            return null;
        }
        if (!key.isString()) {
            throw new Refused(ErrorCode.INVALID_REQUEST, KEY + " must be a string");
        }
        return key.asString();
    }

    /** Returns the method's answer, or the stored one if the request ran before. */
    byte[] once(KeyedRequest request, Supplier<byte[]> method) {
        return switch (store.begin(request)) {
            case Run run -> run(run, method);
            case Replay replay -> repeat(replay);
        };
    }

    private byte[] run(Run run, Supplier<byte[]> method) {
        byte[] answer;
        try {
            answer = method.get();
        } catch (Refused refused) {
            ErrorCode code = refused.code();
            keep(run, code.httpStatus(), json.write(new StoredRefusal(code.wireName(), refused.detail())));
            throw refused;
        } catch (RuntimeException fault) {
            store.giveUp(run);
            throw fault;
        }
        keep(run, HttpStatus.OK.value(), answer);
        return answer;
    }

    /** A failure to store the answer does not undo the operation. */
    private void keep(Run run, int status, byte[] answer) {
        try {
            store.complete(run, status, null, ByteString.copyFrom(answer));
        } catch (DataAccessException notStored) {
            log.warn("An answer could not be stored for its idempotencyKey; a repetition may run again", notStored);
        }
    }

    private byte[] repeat(Replay replay) {
        byte[] answer = replay.body().toByteArray();
        if (replay.status() == HttpStatus.OK.value()) {
            return answer;
        }
        throw json.read(answer, StoredRefusal.class).refused();
    }
}
