package io.waggle.im.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.conversation.ConversationRow.Kind;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Finds conversations, creates those of pairs, and looks up members. */
@Service
public class Conversations {

    private static final int REMEMBERED_PAIRS = 100_000;

    private final ConversationMapper mapper;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    /** The conversations of pairs. A pair's conversation never changes, so what is cached never becomes stale. */
    private final Cache<PairKey, Id> pairs =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PAIRS).build();

    Conversations(ConversationMapper mapper, TransactionTemplate transaction, Ids ids, Clock clock) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** The one conversation of two users; creates it if they have none yet. */
    public Conversation.Pair pair(Id uid, Id other) {
        PairKey key = PairKey.of(uid, other);
        Id id = pairs.getIfPresent(key);
        if (id == null) {
            id = findOrCreate(key);
            pairs.put(key, id);
        }
        return new Conversation.Pair(id, key.low, key.high);
    }

    /** The conversations with these ids; unknown ids are left out. */
    public List<Conversation> find(Collection<Id> ids) {
        return ids.isEmpty()
                ? List.of()
                : mapper.find(ids).stream().map(ConversationRow::toConversation).toList();
    }

    private Id findOrCreate(PairKey key) {
        Id found = mapper.findPair(key.low, key.high);
        return found == null ? create(key) : found;
    }

    /** If two threads create it at once, the unique key lets one succeed, and the other finds that conversation. */
    private Id create(PairKey key) {
        Id id = ids.next();
        ConversationRow pair = new ConversationRow(id, Kind.PAIR, key.low, key.high, clock.millis());
        try {
            transaction.executeWithoutResult(status -> {
                mapper.insert(pair);
                mapper.insertPairMembers(pair);
            });
            return id;
        } catch (DuplicateKeyException madeMeanwhile) {
            Id made = mapper.findPair(key.low, key.high);
            if (made == null) {
                throw madeMeanwhile;
            }
            return made;
        }
    }

    public @Nullable Member member(Id conversation, Id uid) {
        return mapper.findMember(conversation, uid);
    }

    public boolean isMember(Id conversation, Id uid) {
        return mapper.findMember(conversation, uid) != null;
    }

    /** The groups that the user is a member of. */
    public List<Id> groupsOf(Id uid) {
        return mapper.findGroupsOf(uid);
    }

    /** Whether both users are members of the same group. */
    public boolean shareGroup(Id uid, Id other) {
        return mapper.isGroupShared(uid, other);
    }

    /** Whether both users are in any conversation together. */
    public boolean share(Id uid, Id other) {
        PairKey key = PairKey.of(uid, other);
        return mapper.findPair(key.low, key.high) != null || shareGroup(uid, other);
    }

    private record PairKey(Id low, Id high) {
        static PairKey of(Id uid, Id other) {
            return uid.compareTo(other) <= 0 ? new PairKey(uid, other) : new PairKey(other, uid);
        }
    }
}
