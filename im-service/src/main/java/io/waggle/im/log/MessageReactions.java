package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.ReactionCount;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads the reactions to messages. {@link ConversationLog} changes them. */
@Service
public class MessageReactions {

    private final ReactionMapper mapper;
    private final EntryMapper entries;
    private final Clock clock;

    MessageReactions(ReactionMapper mapper, EntryMapper entries, Clock clock) {
        this.mapper = mapper;
        this.entries = entries;
        this.clock = clock;
    }

    /** The reactions to each of the messages as they are now. Messages that are gone are left out. */
    public List<Counted> counted(Collection<EntryRef> messages) {
        return messages.isEmpty()
                ? List.of()
                : entries.findEntries(messages).stream()
                        .filter(entry -> !entry.isGone(clock.millis()))
                        .map(MessageReactions::counted)
                        .toList();
    }

    private static Counted counted(EntryRow entry) {
        Amendment amendment = entry.amendment();
        return new Counted(
                new EntryRef(entry.conversationId(), entry.seq()),
                entry.senderUid(),
                amendment == null ? 0 : amendment.version(),
                amendment == null ? List.of() : amendment.reactionCounts());
    }

    /** The emoji with which the user has reacted to the message. */
    public Set<String> own(EntryRef message, Id uid) {
        return mapper.findEmoji(message, uid);
    }

    /** The users after {@code afterUid} who have reacted with the emoji, in the order of their uids. */
    public List<Reactor> reactors(EntryRef message, String emoji, Id afterUid, int limit) {
        return mapper.findReactors(message, emoji, afterUid, limit);
    }

    /**
     * The reactions to a message.
     *
     * @param version the version of the message; 0: it was never amended
     * @param counts the most frequent emoji first
     */
    public record Counted(EntryRef message, Id sender, long version, List<ReactionCount> counts) {}
}
