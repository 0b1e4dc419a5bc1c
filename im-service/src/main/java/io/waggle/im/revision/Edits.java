package io.waggle.im.revision;

import io.waggle.im.account.MessageLimits;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.Messages;
import io.waggle.im.message.VisibleMessages;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;
import org.springframework.stereotype.Service;

import java.util.List;

/**
 * Edits messages: their text or caption is replaced, and an entry tells the members. A sender edits only where they may also
 * write, and an edit counts as a message for the limit of messages a second.
 */
@Service
class Edits {

    private final VisibleMessages messages;
    private final MessageAge age;
    private final Amendments amendments;
    private final ConversationLog conversationLog;
    private final Messages sending;
    private final MessageLimits limits;
    private final RevisionProperties properties;

    Edits(
            VisibleMessages messages,
            MessageAge age,
            Amendments amendments,
            ConversationLog conversationLog,
            Messages sending,
            MessageLimits limits,
            RevisionProperties properties) {
        this.messages = messages;
        this.age = age;
        this.amendments = amendments;
        this.conversationLog = conversationLog;
        this.sending = sending;
        this.limits = limits;
        this.properties = properties;
    }

    /**
     * Replaces the text or the caption of a message, and the users that it mentions. Does nothing if they are the same already.
     *
     * @throws Refused if the user may not edit it, or not any more
     */
    void edit(Id uid, Id conversationId, long seq, NewText text) {
        Conversation conversation = messages.conversation(conversationId);
        messages.visible(uid, conversation, seq);
        sending.countEdit(uid, conversation);
        conversationLog.change(() -> sending.permitEdit(uid, conversation, text.mentionsAll()), uid, () -> {
            StoredEntry message = messages.visible(uid, conversation, seq);
            check(uid, message);
            Content edited = text.in(message.content());
            Payloads.check(MediaKinds.asSent(edited));
            return edited.equals(message.content())
                    ? ChangeResult.silent(true)
                    : new ChangeResult<>(true, List.of(amendments.edit(message, edited, properties.keepVersions())));
        });
    }

    private void check(Id uid, StoredEntry message) {
        if (!message.sender().equals(uid)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "only its sender may edit a message");
        }
        if (message.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        if (message.content().hasForwarded()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "a forwarded message cannot be edited: its words are those of its first sender");
        }
        age.check(message, limits.editWithin(), "edited");
    }
}
