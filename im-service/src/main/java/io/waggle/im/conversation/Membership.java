package io.waggle.im.conversation;

import io.waggle.im.conversation.ConversationRow.Kind;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The members of groups and their roles.
 *
 * <p>Call the methods that change members only within a change of the group: then the change and its log entries are in one
 * transaction, and nothing else changes meanwhile.
 */
@Service
public class Membership {

    private final ConversationMapper conversations;
    private final MembershipMapper mapper;
    private final Heads heads;
    private final Clock clock;

    Membership(ConversationMapper conversations, MembershipMapper mapper, Heads heads, Clock clock) {
        this.conversations = conversations;
        this.mapper = mapper;
        this.heads = heads;
        this.clock = clock;
    }

    /** Creates the conversation of a new group with its owner as the only member. */
    public void found(Id gid, Id owner) {
        conversations.insert(new ConversationRow(gid, Kind.GROUP, null, null, clock.millis()));
        add(gid, List.of(owner), true);
        mapper.updateRole(gid, owner, Role.OWNER);
    }

    /**
     * Adds users who are not members, at most a few hundred. Nothing is unread for them.
     *
     * @param fromTheStart whether they may also see the entries before they joined
     */
    public void add(Id gid, Collection<Id> uids, boolean fromTheStart) {
        Head head = heads.of(gid);
        long last = head == null ? 0 : head.lastSeq();
        mapper.insert(gid, uids, fromTheStart ? 0 : last, last, clock.millis());
    }

    public void remove(Id gid, Id uid) {
        mapper.insertLeft(gid, uid, clock.millis());
        mapper.delete(gid, uid);
    }

    public void removeAll(Id gid) {
        mapper.insertLeft(gid, null, clock.millis());
        mapper.delete(gid, null);
    }

    /** The users among these who are members. */
    public Set<Id> among(Id gid, Collection<Id> uids) {
        return uids.isEmpty() ? Set.of() : mapper.findUids(gid, uids);
    }

    public @Nullable Member find(Id gid, Id uid) {
        return conversations.findMember(gid, uid);
    }

    /** The members after {@code afterUid}, in the order of their uids. */
    public List<Member> page(Id gid, Id afterUid, int limit) {
        return mapper.findPage(gid, afterUid, limit);
    }

    /** The members who joined by that time and have read up to the entry, in the order of their uids. */
    public List<Member> readers(Id gid, long seq, long at) {
        return mapper.findReaders(gid, seq, at);
    }

    /** The owner and the admins. */
    public List<Id> staff(Id gid) {
        return mapper.findStaff(gid);
    }

    /** The next owner if the owner leaves: the first admin by join time, else the first member; null if nobody is left. */
    public @Nullable Id successor(Id gid, Id owner) {
        Id admin = mapper.findEldest(gid, Role.ADMIN, owner);
        return admin == null ? mapper.findEldest(gid, Role.MEMBER, owner) : admin;
    }

    /** The users among these who are in at least this many groups. */
    public List<Id> inGroups(Collection<Id> uids, int groups) {
        return uids.isEmpty() ? List.of() : mapper.findInGroups(uids, groups);
    }

    public void changeRole(Id gid, Id uid, Role role) {
        mapper.updateRole(gid, uid, role);
    }

    /** @param until 0: without an end; null: the member may speak again */
    public void mute(Id gid, Id uid, @Nullable Long until) {
        mapper.updateMuted(gid, uid, until);
    }

    public void rename(Id gid, Id uid, @Nullable String nickname, @Nullable String remark) {
        mapper.updateNames(gid, uid, nickname, remark, clock.millis());
    }
}
