package io.waggle.im.log;

import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Listed;
import io.waggle.im.conversation.Member;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which entries of a conversation a user sees. Everything that shows entries to a user asks this class. They are the
 * entries since the user joined and last cleared the conversation, that are not too old, and that the user has not deleted for
 * themselves. The {@link View} contains the first three; SQL and {@link #shows} look up the last.
 */
@Service
public class Views {

    private final Conversations conversations;
    private final HiddenEntryMapper hidden;
    private final HistoryDepth depth;

    Views(Conversations conversations, HiddenEntryMapper hidden, HistoryDepth depth) {
        this.conversations = conversations;
        this.hidden = hidden;
        this.depth = depth;
    }

    /** What the user sees of the conversation; null if they are not a member. */
    public @Nullable View find(Id reader, Id conversation) {
        Member member = conversations.member(conversation, reader);
        if (member == null) {
            return null;
        }
        long agedSeq = agedSeqs(List.of(conversation)).getOrDefault(conversation, 0L);
        return view(conversation, reader, member.joinedSeq(), member.clearedSeq(), agedSeq, member.hidesEntries());
    }

    /**
     * What the user sees of the conversation.
     *
     * @throws Refused if the user is not a member of the conversation, or it does not exist
     */
    public View of(Id reader, Id conversation) {
        View view = find(reader, conversation);
        if (view == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return view;
    }

    /** What the user sees of the conversations in their list. */
    public Map<Id, View> of(Id reader, Collection<Listed> conversations) {
        Map<Id, Long> agedSeqs = agedSeqs(conversations.stream().map(Listed::id).toList());
        Map<Id, View> views = new HashMap<>();
        for (Listed listed : conversations) {
            long agedSeq = agedSeqs.getOrDefault(listed.id(), 0L);
            views.put(
                    listed.id(),
                    view(listed.id(), reader, listed.joinedSeq(), listed.clearedSeq(), agedSeq, listed.hidesEntries()));
        }
        return views;
    }

    private static View view(Id conversation, Id reader, long joinedSeq, long clearedSeq, long agedSeq, boolean hides) {
        long floor = Math.max(agedSeq, Math.max(joinedSeq, clearedSeq));
        return new View(conversation, reader, floor, agedSeq, hides);
    }

    /** The newest entry of each conversation that is too old to be shown; a conversation without one is left out. */
    public Map<Id, Long> agedSeqs(Collection<Id> conversations) {
        return depth.agedSeqs(conversations);
    }

    /** Whether the reader sees the entry, if it exists. */
    public boolean shows(View view, long seq) {
        return showsAll(view, List.of(seq));
    }

    /** Whether the reader sees all of the entries, if they exist. */
    public boolean showsAll(View view, Collection<Long> seqs) {
        return seqs.stream().allMatch(seq -> seq > view.floor())
                && (!view.hides()
                        || hidden.findAmong(view.reader(), view.conversationId(), seqs)
                                .isEmpty());
    }
}
