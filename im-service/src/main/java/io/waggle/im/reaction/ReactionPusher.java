package io.waggle.im.reaction;

import io.waggle.im.block.BlockLists;
import io.waggle.im.block.Blocks;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.live.Live;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.MessageReactions;
import io.waggle.im.log.MessageReactions.Counted;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Reacted;
import io.waggle.protocol.v1.ReactionsChanged;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends the notices of changed reactions. It reads what the reactions are now, so the newest state is sent, and nothing about a
 * message that was recalled meanwhile.
 */
@Component
class ReactionPusher {

    private static final int MESSAGES_AT_ONCE = 500;

    private final MessageReactions reactions;
    private final Conversations conversations;
    private final Views views;
    private final BlockLists blockLists;
    private final Live live;

    ReactionPusher(
            MessageReactions reactions, Conversations conversations, Views views, BlockLists blockLists, Live live) {
        this.reactions = reactions;
        this.conversations = conversations;
        this.views = views;
        this.blockLists = blockLists;
        this.live = live;
    }

    void push(List<DueNotice> due) {
        for (int from = 0; from < due.size(); from += MESSAGES_AT_ONCE) {
            pushSome(due.subList(from, Math.min(due.size(), from + MESSAGES_AT_ONCE)));
        }
    }

    private void pushSome(List<DueNotice> due) {
        Map<EntryRef, Counted> counted = reactions
                .counted(due.stream().map(DueNotice::message).toList())
                .stream()
                .collect(Collectors.toMap(Counted::message, Function.identity()));
        Map<Id, Conversation> places = conversations
                .find(due.stream()
                        .map(notice -> notice.message().conversationId())
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(Conversation::id, Function.identity()));
        Blocks blocks = blocks(due, counted);
        for (DueNotice notice : due) {
            Counted message = counted.get(notice.message());
            Conversation place = places.get(notice.message().conversationId());
            if (message != null && place != null) {
                tellMembers(place, message);
                if (notice.latest() != null) {
                    tellSender(message, notice.latest(), blocks);
                }
            }
        }
    }

    private Blocks blocks(List<DueNotice> due, Map<EntryRef, Counted> counted) {
        Set<Id> senders = counted.values().stream().map(Counted::sender).collect(Collectors.toSet());
        Set<Id> reactors = new HashSet<>();
        due.forEach(notice -> {
            if (notice.latest() != null) {
                reactors.add(notice.latest().uid());
            }
        });
        return blockLists.between(senders, reactors);
    }

    private void tellMembers(Conversation place, Counted message) {
        Down down = Down.newBuilder()
                .setReactions(ReactionsChanged.newBuilder()
                        .setConversation(place.id().value())
                        .setSeq(message.message().seq())
                        .setVersion(message.version())
                        .addAllCounts(message.counts()))
                .build();
        switch (place) {
            case Conversation.Pair pair -> live.nowToUsers(pair.lowUid(), pair.highUid(), down, Live.NO_ORIGIN);
            case Conversation.Group group -> live.nowToGroup(group.id(), down, Live.NO_ORIGIN);
        }
    }

    private void tellSender(Counted message, DueNotice.Added reaction, Blocks blocks) {
        Id sender = message.sender();
        Id conversation = message.message().conversationId();
        if (sender.equals(reaction.uid()) || blocks.separate(sender, reaction.uid())) {
            return;
        }
        View view = views.find(sender, conversation);
        if (view == null || !views.shows(view, message.message().seq())) {
            return;
        }
        Reacted reacted = Reacted.newBuilder()
                .setConversation(conversation.value())
                .setSeq(message.message().seq())
                .setUid(reaction.uid().value())
                .setEmoji(reaction.emoji())
                .build();
        live.toUser(sender, Down.newBuilder().setReacted(reacted).build(), Live.NO_ORIGIN);
    }
}
