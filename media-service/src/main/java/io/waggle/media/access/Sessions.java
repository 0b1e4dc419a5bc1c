package io.waggle.media.access;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.fabric.token.SigningKeys;
import io.waggle.fabric.token.TokenVerifier;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.ApiKeyClaim;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import io.waggle.protocol.fabric.v1.SessionClaim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Finds the caller of a request. Checks the signature of an access token here; im-service checks the session or the API key.
 */
@Component
class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Fabric fabric;
    private final TokenVerifier tokens;

    Sessions(Fabric fabric, Clock clock) {
        this.fabric = fabric;
        this.tokens = new TokenVerifier(new SigningKeys(fabric, clock), clock);
    }

    /** @throws Refused if the token is not valid, or cannot be checked now */
    Caller callerOf(String accessToken) {
        return outcome(tokens.verify(accessToken)
                .thenCompose(token -> ask(
                        token.uid(),
                        request -> request.setSession(SessionClaim.newBuilder()
                                .setDid(token.did().value())
                                .setGeneration(token.generation())))));
    }

    /** @throws Refused as above, or if the key does not allow this operation or this user */
    Caller actingCaller(String apiKey, Id uid, String operation) {
        return outcome(ask(
                uid,
                request -> request.setApiKey(
                        ApiKeyClaim.newBuilder().setKey(apiKey).setOperation(operation))));
    }

    private static Caller outcome(CompletableFuture<Caller> asked) {
        try {
            return asked.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Refused refused) {
                throw refused;
            }
            log.warn("The caller of a request could not be checked; the request is refused", failed.getCause());
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }

    private CompletableFuture<Caller> ask(Id uid, Consumer<CallerRequest.Builder> credential) {
        CallerRequest.Builder question = CallerRequest.newBuilder().setUid(uid.value());
        credential.accept(question);
        return fabric.request(Subjects.CALLER, question.build().toByteArray(), DEADLINE)
                .thenApply(answer -> new Caller(uid, isAdministrator(answer)));
    }

    private static boolean isAdministrator(byte[] answer) {
        CallerReply reply;
        try {
            reply = CallerReply.parseFrom(answer);
        } catch (InvalidProtocolBufferException malformed) {
            throw new NoAnswer("im-service's answer cannot be read: " + malformed.getMessage());
        }
        return switch (reply.getOutcomeCase()) {
            case ADMITTED -> reply.getAdmitted().getAdministrator();
            case REFUSED -> throw refusal(reply.getRefused());
            case OUTCOME_NOT_SET -> throw new NoAnswer("im-service's answer is empty");
        };
    }

    private static Refused refusal(io.waggle.protocol.fabric.v1.Refused refused) {
        ErrorCode code = ErrorCode.ofWireName(refused.getCode());
        return new Refused(code == null ? ErrorCode.UNAUTHENTICATED : code, refused.getDetail());
    }
}
