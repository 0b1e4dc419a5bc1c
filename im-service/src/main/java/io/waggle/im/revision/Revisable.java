package io.waggle.im.revision;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Member;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.EntryKind;
import io.waggle.im.log.StoredEntry;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finds the message that a user wants to recall or edit, and checks what both have in common. */
@Component
class Revisable {

    private final Conversations conversations;
    private final Amendments entries;
    private final Clock clock;

    Revisable(Conversations conversations, Amendments entries, Clock clock) {
        this.conversations = conversations;
        this.entries = entries;
        this.clock = clock;
    }

    Conversation conversation(Id id) {
        return conversations.find(List.of(id)).stream().findFirst().orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND));
    }

    /**
     * The message as it is now.
     *
     * @throws Refused if there is none that the user may see
     */
    StoredEntry visible(Id uid, Conversation conversation, long seq) {
        Member member = conversations.member(conversation.id(), uid);
        if (member == null || seq <= member.floor()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return find(conversation, seq);
    }

    /** @throws Refused if there is no such entry, or it is no message */
    StoredEntry find(Conversation conversation, long seq) {
        StoredEntry entry = entries.find(conversation.id(), seq);
        if (entry == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        if (entry.kind() != EntryKind.SAID) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "entry " + seq + " is no message; only messages can be changed");
        }
        return entry;
    }

    /** @throws Refused if the message is older than that */
    void checkAge(StoredEntry message, Duration limit, String what) {
        if (clock.millis() - message.createdAt() > limit.toMillis()) {
            throw new Refused(
                    ErrorCode.TOO_LATE,
                    limit.isZero()
                            ? "messages cannot be " + what + " here"
                            : "a message can be " + what + " for " + inWords(limit) + " after it was sent");
        }
    }

    private static String inWords(Duration limit) {
        return limit.toSecondsPart() == 0 && limit.toMinutes() > 0
                ? limit.toMinutes() + (limit.toMinutes() == 1 ? " minute" : " minutes")
                : limit.toSeconds() + " seconds";
    }
}
