package io.waggle.im.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.conversation.ConversationRow.Kind;
import io.waggle.im.identity.Ids;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and makes conversations, and knows their members. */
@Service
public class Conversations {

    private static final int REMEMBERED_PAIRS = 100_000;

    private final ConversationMapper mapper;
    private final Heads heads;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    /** A pair's conversation never changes, so what was found once is so for good. */
    private final Cache<PairKey, Id> pairs =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PAIRS).build();

    Conversations(ConversationMapper mapper, Heads heads, TransactionTemplate transaction, Ids ids, Clock clock) {
        this.mapper = mapper;
        this.heads = heads;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** The one conversation of two users, made now if this is their first. */
    public Conversation.Pair pair(Id uid, Id other) {
        PairKey key = PairKey.of(uid, other);
        Id id = pairs.getIfPresent(key);
        if (id == null) {
            id = findOrCreate(key);
            pairs.put(key, id);
        }
        return new Conversation.Pair(id, key.low, key.high);
    }

    private Id findOrCreate(PairKey key) {
        Id found = mapper.findPair(key.low, key.high);
        return found == null ? create(key) : found;
    }

    /** When two make it at once, the unique key lets one through and the other finds what that one made. */
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

    /** Makes the conversation of a new group. Call it within the transaction that makes the group. */
    @Transactional
    public void createGroup(Id gid, Id owner, Collection<Id> members) {
        long now = clock.millis();
        mapper.insert(new ConversationRow(gid, Kind.GROUP, null, null, now));
        mapper.insertMembers(Stream.concat(Stream.of(owner), members.stream())
                .distinct()
                .map(uid -> newMember(gid, uid, uid.equals(owner) ? Role.OWNER : Role.MEMBER, 0, now))
                .toList());
    }

    /**
     * Adds members, who see what comes from now on.
     *
     * @return those who were not in it before
     */
    @Transactional
    public List<Id> addMembers(Id conversation, Collection<Id> uids) {
        Set<Id> added = new HashSet<>(uids);
        mapper.lock(conversation);
        mapper.findUids(conversation, uids).forEach(added::remove);
        if (!added.isEmpty()) {
            long now = clock.millis();
            Head head = heads.of(conversation);
            long joinedSeq = head == null ? 0 : head.lastSeq();
            mapper.insertMembers(added.stream()
                    .map(uid -> newMember(conversation, uid, Role.MEMBER, joinedSeq, now))
                    .toList());
        }
        return List.copyOf(added);
    }

    public @Nullable Member member(Id conversation, Id uid) {
        return mapper.findMember(conversation, uid);
    }

    public boolean isMember(Id conversation, Id uid) {
        return mapper.findMember(conversation, uid) != null;
    }

    /** Members in the order of their uids, those behind {@code afterUid}. */
    public List<Member> members(Id conversation, Id afterUid, int limit) {
        return mapper.findMembers(conversation, afterUid, limit);
    }

    public int memberCount(Id conversation) {
        return mapper.countMembers(conversation);
    }

    /** The groups that the user is a member of. */
    public List<Id> groupsOf(Id uid) {
        return mapper.findGroupsOf(uid);
    }

    /** Whether there is a group with both as members. */
    public boolean shareGroup(Id uid, Id other) {
        return mapper.isGroupShared(uid, other);
    }

    private static Member newMember(Id conversation, Id uid, Role role, long joinedSeq, long now) {
        return new Member(conversation, uid, role, joinedSeq, joinedSeq, 0, now);
    }

    private record PairKey(Id low, Id high) {
        static PairKey of(Id uid, Id other) {
            return uid.compareTo(other) <= 0 ? new PairKey(uid, other) : new PairKey(other, uid);
        }
    }
}
