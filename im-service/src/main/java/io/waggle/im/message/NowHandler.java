package io.waggle.im.message;

import io.waggle.fabric.Subjects;
import io.waggle.im.message.EphemeralMessages.EphemeralMessage;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.kit.answer.Refusals;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.NowReply;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.fabric.v1.Passed;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Answers the brokers' requests to send ephemeral messages, which clients publish on {@code now/…}. Their form is checked. */
@Component
class NowHandler implements Answers {

    private final EphemeralMessages messages;

    NowHandler(EphemeralMessages messages) {
        this.messages = messages;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(Answer.direct(Subjects.NOW, NowRequest.parser(), this::send));
    }

    private CompletionStage<NowReply> send(NowRequest request) {
        return messages.send(toMessage(request)).handle((passed, fault) -> toReply(fault));
    }

    private static EphemeralMessage toMessage(NowRequest request) {
        return new EphemeralMessage(
                new Id(request.getSender()),
                new Id(request.getDevice()),
                Targets.destination(request.getTarget()),
                request.getContent());
    }

    private static NowReply toReply(@Nullable Throwable fault) {
        NowReply.Builder reply = NowReply.newBuilder();
        return fault == null
                ? reply.setPassed(Passed.getDefaultInstance()).build()
                : reply.setRefused(Refusals.of(fault, "An ephemeral message could not be sent"))
                        .build();
    }
}
