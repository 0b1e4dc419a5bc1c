package io.waggle.kit.answer;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The answer to one subject. A request that fails gets no answer; the requester decides what to do then.
 *
 * @param function is called with the request and the executor of request threads
 */
public record Answer<Q extends MessageLite>(
        String subject, Parser<Q> question, BiFunction<Q, Executor, CompletionStage<? extends MessageLite>> function) {

    /** Answers on a virtual thread, which may block. */
    public static <Q extends MessageLite> Answer<Q> blocking(
            String subject, Parser<Q> question, Function<Q, ? extends MessageLite> function) {
        return new Answer<>(
                subject,
                question,
                (asked, threads) -> CompletableFuture.supplyAsync(() -> function.apply(asked), threads));
    }

    /** Answers on a thread of the fabric, which must not block. */
    public static <Q extends MessageLite> Answer<Q> direct(
            String subject, Parser<Q> question, Function<Q, CompletionStage<? extends MessageLite>> function) {
        return new Answer<>(subject, question, (asked, threads) -> function.apply(asked));
    }
}
