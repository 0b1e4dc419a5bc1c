package io.waggle.im.pin;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.Groups;
import io.waggle.im.group.Speaker;
import io.waggle.im.log.ChangeResult;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.EntryBody;
import io.waggle.im.log.History;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.im.message.Messages;
import io.waggle.im.message.VisibleMessages;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Message;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pins messages for all members of a conversation: in a pair both users may, in a group its admins. Like every entry, a pin needs
 * the permission to write.
 */
@Service
class PinService {

    /** The most pinned messages of a conversation. */
    static final int PINS_MAX = 50;

    private final PinMapper mapper;
    private final VisibleMessages messages;
    private final Messages sending;
    private final ConversationLog conversationLog;
    private final Views views;
    private final Groups groups;
    private final History history;
    private final Clock clock;

    PinService(
            PinMapper mapper,
            VisibleMessages messages,
            Messages sending,
            ConversationLog conversationLog,
            Views views,
            Groups groups,
            History history,
            Clock clock) {
        this.mapper = mapper;
        this.messages = messages;
        this.sending = sending;
        this.conversationLog = conversationLog;
        this.views = views;
        this.groups = groups;
        this.history = history;
        this.clock = clock;
    }

    /** Pins a message. Does nothing if it is pinned already. */
    PinnedMessage pin(Id uid, Id conversationId, long seq) {
        Conversation conversation = messages.conversation(conversationId);
        messages.visible(uid, conversation, seq);
        View before = views.of(uid, conversationId);
        PinRow pin = conversationLog.change(() -> sending.permit(uid, conversation), uid, () -> {
            StoredEntry message = messages.visible(uid, conversation, seq);
            checkMayPin(uid, conversation);
            if (message.gone()) {
                throw new Refused(ErrorCode.MESSAGE_GONE);
            }
            return pin(uid, message);
        });
        return PinnedMessage.of(pin, history.changed(before, seq));
    }

    private ChangeResult<PinRow> pin(Id uid, StoredEntry message) {
        List<PinRow> pins = livePins(message.ref().conversationId());
        for (PinRow pin : pins) {
            if (pin.seq() == message.ref().seq()) {
                return ChangeResult.silent(pin);
            }
        }
        if (pins.size() >= PINS_MAX) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "this conversation has " + PINS_MAX + " pinned messages, which is the limit; unpin one first");
        }
        PinRow pin = new PinRow(message.ref().conversationId(), message.ref().seq(), uid, clock.millis());
        mapper.insert(pin);
        return new ChangeResult<>(pin, List.of(new EntryBody.Pinned(message.about(), false)));
    }

    /** The pins of messages that are still there. Deletes the others. */
    private List<PinRow> livePins(Id conversationId) {
        List<PinRow> pins = mapper.find(conversationId);
        Map<Long, Message> live =
                live(history.entries(pins.stream().map(PinRow::message).toList()));
        List<Long> gone = pins.stream()
                .map(PinRow::seq)
                .filter(seq -> !live.containsKey(seq))
                .toList();
        if (!gone.isEmpty()) {
            mapper.delete(conversationId, gone);
        }
        return pins.stream().filter(pin -> live.containsKey(pin.seq())).toList();
    }

    /** Unpins a message. Does nothing if it is not pinned; of a message that is gone, members learn nothing. */
    void unpin(Id uid, Id conversationId, long seq) {
        Conversation conversation = messages.conversation(conversationId);
        messages.visible(uid, conversation, seq);
        conversationLog.change(() -> sending.permit(uid, conversation), uid, () -> {
            StoredEntry message = messages.visible(uid, conversation, seq);
            checkMayPin(uid, conversation);
            boolean wasPinned = mapper.delete(conversationId, List.of(seq)) > 0;
            return wasPinned && !message.gone()
                    ? new ChangeResult<>(true, List.of(new EntryBody.Pinned(message.about(), true)))
                    : ChangeResult.silent(true);
        });
    }

    private void checkMayPin(Id uid, Conversation conversation) {
        if (conversation instanceof Conversation.Group group) {
            Speaker member = groups.speaker(group.id(), uid);
            if (member == null || !member.mayPin()) {
                throw new Refused(
                        ErrorCode.NOT_ALLOWED, "only the owner and the admins may pin and unpin messages here");
            }
        }
    }

    /** The pinned messages that the user can see, the last pinned first. */
    Page<PinnedMessage> list(Id uid, Id conversationId) {
        View view = views.of(uid, conversationId);
        List<PinRow> pins = mapper.find(conversationId);
        Map<Long, Message> live =
                live(history.entries(view, pins.stream().map(PinRow::seq).toList()));
        List<PinnedMessage> shown = new ArrayList<>();
        for (PinRow pin : pins) {
            Message message = live.get(pin.seq());
            if (message != null) {
                shown.add(PinnedMessage.of(pin, message));
            }
        }
        return Page.whole(shown);
    }

    /** The messages that were neither recalled nor have expired, by their numbers. */
    private static Map<Long, Message> live(List<Message> messages) {
        return messages.stream()
                .filter(message -> !message.hasRecalled() && !message.getExpired())
                .collect(Collectors.toMap(Message::getSeq, Function.identity()));
    }
}
