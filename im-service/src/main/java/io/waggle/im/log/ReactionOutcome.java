package io.waggle.im.log;

import io.waggle.protocol.Refused;

/** The outcome of one {@link Reaction} of a batch. */
sealed interface ReactionOutcome {

    record Made(Reacted reacted) implements ReactionOutcome {}

    record Denied(Refused refused) implements ReactionOutcome {}
}
