package io.waggle.im.log;

import io.waggle.im.conversation.ConversationLists;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The entries that users have deleted for themselves. The others still see them. */
@Service
public class HiddenEntries {

    private final HiddenEntryMapper mapper;
    private final ConversationLists lists;
    private final Views views;
    private final History history;
    private final TransactionTemplate transaction;

    HiddenEntries(
            HiddenEntryMapper mapper,
            ConversationLists lists,
            Views views,
            History history,
            TransactionTemplate transaction) {
        this.mapper = mapper;
        this.lists = lists;
        this.views = views;
        this.history = history;
        this.transaction = transaction;
    }

    /**
     * Deletes entries for one member. Entries that the member does not see are left as they are.
     *
     * @return the entries that the member saw before, in ascending order
     * @throws Refused if one of them does not exist yet, or the user is not a member
     */
    public List<Long> hide(Id uid, Id conversation, Collection<Long> seqs) {
        View view = views.of(uid, conversation);
        long newest = history.lastSeq(conversation);
        for (long seq : seqs) {
            if (seq < 1 || seq > newest) {
                throw new Refused(ErrorCode.NOT_FOUND, "there is no entry " + seq + " in this conversation");
            }
        }
        List<Long> seen =
                new TreeSet<>(seqs).stream().filter(seq -> seq > view.floor()).toList();
        return seen.isEmpty() ? List.of() : store(uid, conversation, seen);
    }

    private List<Long> store(Id uid, Id conversation, List<Long> seqs) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Locks the member's row, so that two requests at once do not insert the same entry.
            if (!lists.noteHides(uid, conversation)) {
                throw new Refused(ErrorCode.NOT_FOUND);
            }
            Set<Long> before = mapper.findAmong(uid, conversation, seqs);
            List<Long> added =
                    seqs.stream().filter(seq -> !before.contains(seq)).toList();
            if (!added.isEmpty()) {
                mapper.insert(uid, conversation, added);
            }
            return added;
        }));
    }

    /**
     * The entries after {@code after} that the member has deleted for themselves, in ascending order.
     *
     * @throws Refused if the user is not a member
     */
    public List<Long> page(Id uid, Id conversation, long after, int limit) {
        View view = views.of(uid, conversation);
        return mapper.findPage(uid, conversation, Math.max(after, view.floor()), limit);
    }
}
