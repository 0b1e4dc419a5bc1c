package io.waggle.media.access;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.fabric.Subjects;
import io.waggle.fabric.token.SigningKeys;
import io.waggle.fabric.token.Token;
import io.waggle.fabric.token.TokenVerifier;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Whose an access token is: its signature is looked at here, whether its session still stands is asked of im-service. */
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

    /** @throws Refused if nobody can be let in with it, or nobody can say so now */
    Caller callerOf(String accessToken) {
        try {
            return tokens.verify(accessToken).thenCompose(this::ask).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Refused refused) {
                throw refused;
            }
            log.warn("Whose a token is could not be found out", failed.getCause());
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }

    private CompletableFuture<Caller> ask(Token token) {
        byte[] question = CallerRequest.newBuilder()
                .setUid(token.uid().value())
                .setDid(token.did().value())
                .setGeneration(token.generation())
                .build()
                .toByteArray();
        return fabric.request(Subjects.CALLER, question, DEADLINE)
                .thenApply(answer -> new Caller(token.uid(), isAdministrator(answer)));
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
