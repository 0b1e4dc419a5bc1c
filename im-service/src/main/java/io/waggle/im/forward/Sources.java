package io.waggle.im.forward;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.Groups;
import io.waggle.im.log.CopySources;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.media.MediaClaims;
import io.waggle.im.message.VisibleMessages;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the messages that a user wants to forward, and decides whether they may be forwarded. */
@Component
class Sources {

    private final VisibleMessages messages;
    private final Groups groups;
    private final Relations relations;
    private final CopySources originals;

    Sources(VisibleMessages messages, Groups groups, Relations relations, CopySources originals) {
        this.originals = originals;
        this.messages = messages;
        this.groups = groups;
        this.relations = relations;
    }

    /**
     * The messages as they are now, in ascending order.
     *
     * @throws Refused if one of them may not be forwarded
     */
    List<StoredEntry> check(Forwarding forwarding) {
        Conversation conversation = messages.conversation(forwarding.conversation());
        List<StoredEntry> sources = messages.visible(forwarding.uid(), conversation, forwarding.seqs());
        requireForwardingAllowed(conversation);
        sources.forEach(Sources::check);
        if (conversation instanceof Conversation.Pair) {
            checkMedia(forwarding.uid(), sources);
        }
        return sources;
    }

    private void requireForwardingAllowed(Conversation conversation) {
        if (conversation instanceof Conversation.Group group && !groups.allowsForwarding(group.id())) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "the messages of this group may not be forwarded");
        }
    }

    private static void check(StoredEntry source) {
        long seq = source.ref().seq();
        checkNotGone(source);
        if (source.lifetime().burnAfter() != null) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED, "message " + seq + " burns after reading, so it may not be forwarded");
        }
        if (source.content().getNoForward()) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "the sender of message " + seq + " forbids that it is forwarded");
        }
    }

    static void checkNotGone(StoredEntry source) {
        if (source.gone()) {
            throw new Refused(
                    ErrorCode.MESSAGE_GONE,
                    "message " + source.ref().seq() + " was recalled, or has expired; leave it out");
        }
    }

    /** In a pair, users cannot download the media of somebody who blocks them, so they cannot pass them on either. */
    private void checkMedia(Id uid, List<StoredEntry> sources) {
        List<StoredEntry> withMedia = sources.stream().filter(this::showsMedia).toList();
        Set<Id> blockers = withMedia.stream()
                .flatMap(source -> Stream.of(source.sender(), firstSender(source)))
                .distinct()
                .filter(sender -> blocks(sender, uid))
                .collect(Collectors.toSet());
        for (StoredEntry source : withMedia) {
            if (blockers.contains(source.sender()) || blockers.contains(firstSender(source))) {
                throw new Refused(
                        ErrorCode.MEDIA_UNUSABLE,
                        "you may not download the media of message "
                                + source.ref().seq() + " any more; leave it out");
            }
        }
    }

    private boolean showsMedia(StoredEntry source) {
        return MediaClaims.hasMedia(source.content())
                || (source.content().hasCombined()
                        && originals.containedIn(source.ref()).stream()
                                .anyMatch(row -> MediaClaims.hasMedia(row.content())));
    }

    private static Id firstSender(StoredEntry source) {
        long from = source.content().getForwarded().getFrom();
        return from == 0 ? source.sender() : new Id(from);
    }

    private boolean blocks(Id sender, Id uid) {
        return !sender.equals(uid) && relations.between(uid, sender).recipientBlocks();
    }
}
