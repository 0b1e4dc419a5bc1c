package io.waggle.im.message;

import io.waggle.fabric.Subjects;
import io.waggle.im.log.Committed;
import io.waggle.im.log.Draft;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.kit.answer.Refusals;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Answers the brokers' requests to send messages, which clients publish on {@code to/…}. Each has an id and a checked form. */
@Component
class SendHandler implements Answers {

    private final Messages messages;

    SendHandler(Messages messages) {
        this.messages = messages;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(Answer.direct(Subjects.SEND, SendRequest.parser(), this::send));
    }

    private CompletionStage<SendReply> send(SendRequest request) {
        return messages.send(Targets.destination(request.getTarget()), toDraft(request))
                .handle(SendHandler::toReply);
    }

    private static Draft toDraft(SendRequest request) {
        return Draft.of(
                new Id(request.getSender()),
                new Id(request.getDevice()),
                request.getSend().getId(),
                request.getSend());
    }

    private static SendReply toReply(@Nullable Committed committed, @Nullable Throwable fault) {
        SendReply.Builder reply = SendReply.newBuilder();
        return committed == null
                ? reply.setRefused(Refusals.of(Objects.requireNonNull(fault), "A message could not be sent"))
                        .build()
                : reply.setCommitted(io.waggle.protocol.fabric.v1.Committed.newBuilder()
                                .setConversation(committed.conversation().value())
                                .setSeq(committed.seq())
                                .setAt(committed.at().toEpochMilli()))
                        .build();
    }
}
