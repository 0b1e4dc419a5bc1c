package io.waggle.im.receipt;

import io.waggle.im.block.BlockLists;
import io.waggle.im.block.Blocks;
import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Listed;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.delivery.Deliveries;
import io.waggle.im.log.History;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.im.receipt.ReaderPage.Reader;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** Answers requests for the readers of an entry. */
@Service
class Readers {

    private final ConversationLists lists;
    private final Conversations conversations;
    private final Membership membership;
    private final Views views;
    private final History history;
    private final Deliveries deliveries;
    private final BlockLists blockLists;

    Readers(
            ConversationLists lists,
            Conversations conversations,
            Membership membership,
            Views views,
            History history,
            Deliveries deliveries,
            BlockLists blockLists) {
        this.lists = lists;
        this.conversations = conversations;
        this.membership = membership;
        this.views = views;
        this.history = history;
        this.deliveries = deliveries;
        this.blockLists = blockLists;
    }

    /** @param seq an entry that the asker can see; null for the newest */
    ReaderPage page(Id asker, Id conversation, @Nullable Long seq, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        Listed listed = lists.find(asker, conversation);
        if (listed == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        long entry = seq == null ? listed.lastSeq() : seq;
        View view = views.of(asker, conversation);
        if (!views.shows(view, entry) || entry > listed.lastSeq()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "seq must be the number of an entry that you can see: " + (view.floor() + 1) + " to "
                            + listed.lastSeq());
        }
        return listed.peerUid() == null
                ? ofGroup(asker, listed, entry, cursor, size)
                : ofPair(asker, listed, listed.peerUid(), entry);
    }

    private ReaderPage ofPair(Id asker, Listed listed, Id peer, long seq) {
        Member member = peer.equals(asker) ? null : conversations.member(listed.id(), peer);
        if (member == null || blockLists.between(List.of(asker), List.of(peer)).separate(asker, peer)) {
            return new ReaderPage(seq, 0, List.of(), false, null);
        }
        Reader reader = new Reader(peer, member.readSeq(), deliveries.deliveredSeq(peer, listed.id()));
        return new ReaderPage(seq, reader.readSeq() >= seq ? 1 : 0, List.of(reader), false, null);
    }

    /** The readers in a group. May read as many rows as the group has members. */
    private ReaderPage ofGroup(Id asker, Listed listed, long seq, @Nullable Id cursor, int size) {
        long saidAt = history.timeOf(listed.id(), seq);
        List<Reader> all = membership.readers(listed.id(), seq, saidAt).stream()
                .filter(member -> !member.uid().equals(asker))
                .map(member -> new Reader(member.uid(), member.readSeq(), null))
                .toList();
        Blocks blocks =
                blockLists.between(List.of(asker), all.stream().map(Reader::uid).toList());
        List<Reader> shown = all.stream()
                .filter(reader -> !blocks.separate(asker, reader.uid()))
                .toList();
        Page<Reader> page = Page.of(
                shown.stream()
                        .filter(reader -> cursor == null || reader.uid().compareTo(cursor) > 0)
                        .limit(size + 1L)
                        .toList(),
                size,
                Reader::uid);
        return new ReaderPage(seq, shown.size(), page.items(), page.more(), page.next());
    }
}
