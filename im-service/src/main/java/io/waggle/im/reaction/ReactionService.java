package io.waggle.im.reaction;

import io.waggle.im.block.BlockLists;
import io.waggle.im.block.Blocks;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.MessageReactions;
import io.waggle.im.log.Reacted;
import io.waggle.im.log.Reaction;
import io.waggle.im.log.Reactor;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.Messages;
import io.waggle.im.message.VisibleMessages;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.ReactionCount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Instant;
import java.util.List;

/** Adds, removes and lists reactions. A user reacts only where they may also write; they may always remove their own. */
@Service
class ReactionService {

    private static final Id BEFORE_FIRST = new Id(0);

    private final VisibleMessages messages;
    private final Messages sending;
    private final ConversationLog conversationLog;
    private final MessageReactions reactions;
    private final ReactionNotices notices;
    private final BlockLists blockLists;
    private final ReactionProperties properties;

    ReactionService(
            VisibleMessages messages,
            Messages sending,
            ConversationLog conversationLog,
            MessageReactions reactions,
            ReactionNotices notices,
            BlockLists blockLists,
            ReactionProperties properties) {
        this.messages = messages;
        this.sending = sending;
        this.conversationLog = conversationLog;
        this.reactions = reactions;
        this.notices = notices;
        this.blockLists = blockLists;
        this.properties = properties;
    }

    ReactionList react(Id uid, Id conversationId, long seq, String text) {
        String emoji = Emoji.read(text);
        Conversation conversation = messages.conversation(conversationId);
        EntryRef message = messages.visible(uid, conversation, seq).ref();
        Reacted reacted =
                conversationLog.react(() -> sending.permit(uid, conversation), reaction(message, uid, emoji, false));
        if (reacted.changed()) {
            notices.reacted(message, uid, emoji);
        }
        return ReactionList.of(reacted.counts(), reacted.own());
    }

    void unreact(Id uid, Id conversationId, long seq, String text) {
        String emoji = Emoji.read(text);
        Conversation conversation = messages.conversation(conversationId);
        EntryRef message = messages.visible(uid, conversation, seq).ref();
        if (conversationLog.unreact(reaction(message, uid, emoji, true)).changed()) {
            notices.unreacted(message, uid, emoji);
        }
    }

    private Reaction reaction(EntryRef message, Id uid, String emoji, boolean removed) {
        return new Reaction(message, uid, emoji, removed, properties.reactionsPerUser());
    }

    ReactionList list(Id uid, Id conversationId, long seq) {
        EntryRef message = readable(uid, conversationId, seq);
        List<ReactionCount> counts = reactions.counted(List.of(message)).stream()
                .map(MessageReactions.Counted::counts)
                .findFirst()
                .orElseThrow(() -> new Refused(ErrorCode.MESSAGE_GONE));
        return ReactionList.of(counts, reactions.own(message, uid));
    }

    /** Who has reacted with an emoji. A page leaves out users who have blocked the reader or whom the reader has blocked. */
    Page<ReactingUser> reactors(
            Id uid, Id conversationId, long seq, String text, @Nullable Id cursor, @Nullable Integer limit) {
        String emoji = Emoji.read(text);
        int size = Page.limit(limit);
        EntryRef message = readable(uid, conversationId, seq);
        Page<Reactor> page = Page.of(
                reactions.reactors(message, emoji, cursor == null ? BEFORE_FIRST : cursor, size + 1),
                size,
                Reactor::uid);
        Blocks blocks = blockLists.between(
                List.of(uid), page.items().stream().map(Reactor::uid).toList());
        return new Page<>(
                page.items().stream()
                        .filter(reactor -> !blocks.separate(uid, reactor.uid()))
                        .map(reactor -> new ReactingUser(reactor.uid(), Instant.ofEpochMilli(reactor.createdAt())))
                        .toList(),
                page.more(),
                page.next());
    }

    private EntryRef readable(Id uid, Id conversationId, long seq) {
        StoredEntry message = messages.visible(uid, messages.conversation(conversationId), seq);
        if (message.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        return message.ref();
    }
}
