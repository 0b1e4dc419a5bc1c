package io.waggle.im.broker;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One question of a broker's. An answer that fails is no answer, and what the broker does then is its own affair.
 *
 * @param answer is given the threads of requests
 */
public record BrokerCall<Q extends MessageLite>(
        String subject, Parser<Q> question, BiFunction<Q, Executor, CompletionStage<? extends MessageLite>> answer) {

    /** Answered on a virtual thread, which may block. */
    public static <Q extends MessageLite> BrokerCall<Q> blocking(
            String subject, Parser<Q> question, Function<Q, ? extends MessageLite> answer) {
        return new BrokerCall<>(
                subject,
                question,
                (asked, threads) -> CompletableFuture.supplyAsync(() -> answer.apply(asked), threads));
    }

    /** Begun by a thread of the fabric, which must not block. */
    public static <Q extends MessageLite> BrokerCall<Q> direct(
            String subject, Parser<Q> question, Function<Q, CompletionStage<? extends MessageLite>> answer) {
        return new BrokerCall<>(subject, question, (asked, threads) -> answer.apply(asked));
    }
}
