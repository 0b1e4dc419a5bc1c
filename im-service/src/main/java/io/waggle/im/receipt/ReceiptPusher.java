package io.waggle.im.receipt;

import io.waggle.im.block.BlockLists;
import io.waggle.im.block.Blocks;
import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Membership;
import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Receipt;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Pushes receipts to the members of conversations. Needs only a few database queries for all that are due. */
@Component
class ReceiptPusher {

    /** The largest group to whose members receipts are pushed. Larger groups cause too many pushes: clients ask instead. */
    static final int LARGEST_GROUP = 200;

    private static final int PAIRS_AT_ONCE = 500;
    private static final Id BEFORE_FIRST = new Id(0);

    private final Membership membership;
    private final BlockLists blockLists;
    private final Live live;

    ReceiptPusher(Membership membership, BlockLists blockLists, Live live) {
        this.membership = membership;
        this.blockLists = blockLists;
        this.live = live;
    }

    void push(List<DueReceipts> due) {
        List<DueReceipts> pairs = due.stream().filter(one -> one.pair() != null).toList();
        for (int from = 0; from < pairs.size(); from += PAIRS_AT_ONCE) {
            pushPairs(pairs.subList(from, Math.min(pairs.size(), from + PAIRS_AT_ONCE)));
        }
        due.stream().filter(one -> one.pair() == null).forEach(this::pushGroup);
    }

    private void pushPairs(List<DueReceipts> pairs) {
        Set<Id> uids = new HashSet<>();
        for (DueReceipts due : pairs) {
            if (due.pair() != null) {
                uids.addAll(List.of(due.pair().uid(), due.pair().other()));
            }
        }
        Blocks blocks = blockLists.between(uids, uids);
        for (DueReceipts due : pairs) {
            DueReceipts.Pair pair = due.pair();
            if (pair != null && !blocks.separate(pair.uid(), pair.other())) {
                due.members().forEach((uid, progress) -> {
                    Receipt receipt = Receipts.receipt(due.conversation(), uid, progress);
                    live.toUser(
                            pair.peerOf(uid),
                            Down.newBuilder().setReceipt(receipt).build(),
                            Live.NO_ORIGIN);
                });
            }
        }
    }

    private void pushGroup(DueReceipts due) {
        List<Id> members = membership.page(due.conversation(), BEFORE_FIRST, LARGEST_GROUP + 1).stream()
                .map(Member::uid)
                .toList();
        if (members.size() > LARGEST_GROUP) {
            return;
        }
        Map<Id, Progress> readers = due.members().entrySet().stream()
                .filter(entry -> members.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (readers.isEmpty()) {
            return;
        }
        Blocks blocks = blockLists.between(readers.keySet(), members);
        if (blocks.isEmpty()) {
            live.toGroup(due.conversation(), Receipts.ofGroup(due.conversation(), readers), Live.NO_ORIGIN);
        } else {
            members.forEach(member -> pushTo(member, due.conversation(), readers, blocks));
        }
    }

    /** Sends to a single member, since all members receive what is on the group's topic. */
    private void pushTo(Id member, Id gid, Map<Id, Progress> readers, Blocks blocks) {
        Map<Id, Progress> shown = readers.entrySet().stream()
                .filter(entry -> !blocks.separate(entry.getKey(), member))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!shown.isEmpty()) {
            live.toUser(member, Receipts.ofGroup(gid, shown), Live.NO_ORIGIN);
        }
    }
}
