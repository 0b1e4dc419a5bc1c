package io.waggle.im.forward;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.group.Groups;
import io.waggle.im.log.MediaReferences;
import io.waggle.im.log.ShownUpload;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.VisibleMessages;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the messages that a user wants to forward, and decides whether they may be forwarded. */
@Component
class Sources {

    private final VisibleMessages messages;
    private final Groups groups;
    private final Relations relations;
    private final MediaReferences media;

    Sources(VisibleMessages messages, Groups groups, Relations relations, MediaReferences media) {
        this.messages = messages;
        this.groups = groups;
        this.relations = relations;
        this.media = media;
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
            checkMedia(forwarding);
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

    /** In a pair, users cannot download the media of an uploader who blocks them, so they cannot pass them on either. */
    private void checkMedia(Forwarding forwarding) {
        List<ShownUpload> uploads = media.uploads(forwarding.conversation(), forwarding.seqs());
        Set<Id> blockers = uploads.stream()
                .map(ShownUpload::uploaderUid)
                .distinct()
                .filter(uploader -> blocks(uploader, forwarding.uid()))
                .collect(Collectors.toSet());
        for (ShownUpload upload : uploads) {
            if (blockers.contains(upload.uploaderUid())) {
                throw new Refused(
                        ErrorCode.MEDIA_UNUSABLE,
                        "you may not download the media of message " + upload.seq() + " any more; leave it out");
            }
        }
    }

    private boolean blocks(Id uploader, Id uid) {
        return !uploader.equals(uid) && relations.between(uid, uploader).recipientBlocks();
    }
}
