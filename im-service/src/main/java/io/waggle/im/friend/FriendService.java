package io.waggle.im.friend;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.relation.RelationStates;
import io.waggle.im.relation.Relations;
import io.waggle.im.relation.Relationship;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.Map;

/** The friend list of a user. */
@Service
class FriendService {

    private static final Id BELOW_ALL = new Id(0);

    private final FriendMapper friends;
    private final Relations relations;
    private final FriendLists lists;
    private final FriendChanges changes;
    private final RelationStates states;
    private final Accounts accounts;
    private final FriendNotices notices;

    FriendService(
            FriendMapper friends,
            Relations relations,
            FriendLists lists,
            FriendChanges changes,
            RelationStates states,
            Accounts accounts,
            FriendNotices notices) {
        this.friends = friends;
        this.relations = relations;
        this.lists = lists;
        this.changes = changes;
        this.states = states;
        this.accounts = accounts;
        this.notices = notices;
    }

    /**
     * Lists all friends, ordered by uid. The version is read before the page, so changes made while a client reads the pages
     * come after the version of the first page.
     */
    FriendList list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        ListVersion version = new ListVersion(states.read(caller.uid()).version(), 0);
        Page<FriendshipRow> page = Page.of(
                friends.findAll(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1),
                size,
                FriendshipRow::friendUid);
        return new FriendList(shown(page.items()), null, version.toString(), page.more(), page.next());
    }

    /** Lists the changes since a version, ordered by version. */
    FriendList since(Caller caller, String since, @Nullable Integer limit) {
        FriendChanges.Part part = changes.since(caller.uid(), ListVersion.parse(since), Page.limit(limit));
        return new FriendList(
                shown(part.changed()), part.removed(), part.version().toString(), part.more(), null);
    }

    Friend update(Caller caller, Id uid, FriendChange change) {
        Updated updated = states.change(caller.uid(), state -> {
            FriendshipRow row = friendOf(caller, uid);
            FriendshipRow wanted = change.applyTo(row);
            boolean changed = !wanted.equals(row);
            if (changed) {
                lists.update(state, wanted);
            }
            return new Updated(wanted, changed);
        });
        if (updated.changed) {
            notices.updated(caller, uid);
        }
        return Friend.of(updated.friendship, accounts.profile(uid));
    }

    /**
     * Removes a friend from the caller's list, or from both lists. With one list only, the other user is not notified and still
     * has the caller as a friend.
     */
    void remove(Caller caller, Id uid, boolean both) {
        Relationship before = relations.between(caller.uid(), uid);
        if (both && before.recipientHasSenderAsFriend()) {
            removeFromBoth(caller, uid);
        } else if (before.senderHasRecipientAsFriend()
                && states.change(caller.uid(), state -> lists.remove(state, uid))) {
            notices.removed(caller.uid(), uid, caller.did());
        }
    }

    private void removeFromBoth(Caller caller, Id uid) {
        Removed removed = states.change(
                caller.uid(),
                uid,
                pair -> new Removed(lists.remove(pair.mine(), uid), lists.remove(pair.theirs(), caller.uid())));
        if (removed.mine) {
            notices.removed(caller.uid(), uid, caller.did());
        }
        if (removed.theirs) {
            notices.removed(uid, caller.uid(), caller.did());
        }
    }

    private record Updated(FriendshipRow friendship, boolean changed) {}

    private record Removed(boolean mine, boolean theirs) {}

    private FriendshipRow friendOf(Caller caller, Id uid) {
        FriendshipRow row = friends.find(caller.uid(), uid);
        if (row == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return row;
    }

    private List<Friend> shown(List<FriendshipRow> rows) {
        Map<Id, Profile> profiles =
                accounts.profiles(rows.stream().map(FriendshipRow::friendUid).toList());
        return rows.stream()
                .map(row -> Friend.of(row, profiles.get(row.friendUid())))
                .toList();
    }
}
