package io.waggle.im.revision;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.MessageLimits;
import io.waggle.im.audit.RecalledCopies;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.Groups;
import io.waggle.im.group.Speaker;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.VisibleMessages;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;

import java.util.List;

/** Recalls messages: their content is erased for everyone, and an entry tells the members. */
@Service
class Recalls {

    private final VisibleMessages messages;
    private final MessageAge age;
    private final Amendments amendments;
    private final ConversationLog conversationLog;
    private final Groups groups;
    private final RecalledCopies copies;
    private final MessageLimits limits;

    Recalls(
            VisibleMessages messages,
            MessageAge age,
            Amendments amendments,
            ConversationLog conversationLog,
            Groups groups,
            RecalledCopies copies,
            MessageLimits limits) {
        this.messages = messages;
        this.age = age;
        this.amendments = amendments;
        this.conversationLog = conversationLog;
        this.groups = groups;
        this.copies = copies;
        this.limits = limits;
    }

    /**
     * Recalls a message in the name of a user. Does nothing if the content is gone already.
     *
     * @throws Refused if the user may not recall it, or not any more
     */
    void recall(Id uid, Id conversationId, long seq) {
        Conversation conversation = messages.conversation(conversationId);
        conversationLog.change(conversation, uid, () -> {
            StoredEntry message = messages.visible(uid, conversation, seq);
            if (message.gone()) {
                return ChangeResult.silent(true);
            }
            check(uid, conversation, message);
            return erase(message, uid);
        });
    }

    /** Recalls a message in the name of the system, whoever sent it and whenever. */
    void recallAsSystem(Id conversationId, long seq) {
        Conversation conversation = messages.conversation(conversationId);
        conversationLog.change(conversation, Accounts.SYSTEM, () -> {
            StoredEntry message = messages.find(conversation, seq);
            return message.gone() ? ChangeResult.silent(true) : erase(message, Accounts.SYSTEM);
        });
    }

    private ChangeResult<Boolean> erase(StoredEntry message, Id by) {
        copies.keep(message.ref());
        return new ChangeResult<>(true, List.of(amendments.recall(message, by)));
    }

    private void check(Id uid, Conversation conversation, StoredEntry message) {
        if (conversation instanceof Conversation.Group group) {
            Speaker member = groups.speaker(group.id(), uid);
            if (member != null && member.mayRecallOthers()) {
                return;
            }
        }
        if (!message.sender().equals(uid)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "only its sender, or an admin of the group, may recall a message");
        }
        age.check(message, limits.recallWithin(), "recalled");
    }
}
