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
import java.util.Map;

/** Decides which entries of a conversation a user sees. Everything that shows entries to a user asks this class. */
@Service
public class Views {

    private final Conversations conversations;

    Views(Conversations conversations) {
        this.conversations = conversations;
    }

    /** What the user sees of the conversation; null if they are not a member. */
    public @Nullable View find(Id reader, Id conversation) {
        Member member = conversations.member(conversation, reader);
        return member == null ? null : view(conversation, reader, member.joinedSeq(), member.clearedSeq());
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
        Map<Id, View> views = new HashMap<>();
        conversations.forEach(listed ->
                views.put(listed.id(), view(listed.id(), reader, listed.joinedSeq(), listed.clearedSeq())));
        return views;
    }

    private static View view(Id conversation, Id reader, long joinedSeq, long clearedSeq) {
        return new View(conversation, reader, Math.max(joinedSeq, clearedSeq));
    }

    /** Whether the reader sees the entry, if it exists. */
    public boolean shows(View view, long seq) {
        return seq > view.floor();
    }
}
