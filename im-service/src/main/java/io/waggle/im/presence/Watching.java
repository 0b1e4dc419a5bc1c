package io.waggle.im.presence;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.account.Accounts;
import io.waggle.im.block.UserBlocked;
import io.waggle.im.friend.Friends;
import io.waggle.im.friend.Unfriended;
import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.WatchedState;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether a user may see another user's presence: users see themselves, and the users who have them as friends and do
 * not block them. When a user may no longer see another, their connections are unsubscribed.
 */
@Service
class Watching {

    private final PresenceMapper presences;
    private final Friends friends;
    private final Accounts accounts;
    private final Live live;

    Watching(PresenceMapper presences, Friends friends, Accounts accounts, Live live) {
        this.presences = presences;
        this.accounts = accounts;
        this.friends = friends;
        this.live = live;
    }

    /** The state of the user; null if the watcher may not see them or they do not exist. */
    @Nullable
    WatchedState watch(Id watcher, Id uid) {
        if (visible(watcher, Set.of(uid)).isEmpty()) {
            return null;
        }
        PresenceRow row = presences.find(uid);
        return (row == null ? PresenceRow.of(uid) : row).state();
    }

    /** The presences of the users whom the watcher may see, in the order of the request. */
    List<UserPresence> see(Id watcher, List<Id> uids) {
        Set<Id> visible = visible(watcher, uids);
        if (visible.isEmpty()) {
            return List.of();
        }
        Map<Id, PresenceRow> rows =
                presences.findAll(visible).stream().collect(Collectors.toMap(PresenceRow::uid, Function.identity()));
        return uids.stream()
                .distinct()
                .filter(visible::contains)
                .map(uid -> UserPresence.of(uid, currentOf(rows.get(uid))))
                .toList();
    }

    @EventListener
    void unfriended(Unfriended unfriended) {
        live.watchEnded(unfriended.uid(), unfriended.friend());
    }

    @TransactionalEventListener
    void blocked(UserBlocked block) {
        live.watchEnded(block.uid(), block.blocked());
    }

    @TransactionalEventListener
    void deactivated(AccountDeactivated deactivated) {
        live.watchEnded(deactivated.uid(), Live.EVERYONE);
    }

    private Set<Id> visible(Id watcher, Collection<Id> uids) {
        Set<Id> others = uids.stream().filter(uid -> !uid.equals(watcher)).collect(Collectors.toSet());
        Set<Id> visible = others.isEmpty() ? Set.of() : accounts.existing(friends.among(watcher, others));
        return uids.stream()
                .filter(uid -> uid.equals(watcher) || visible.contains(uid))
                .collect(Collectors.toSet());
    }

    private static ShownPresence currentOf(@Nullable PresenceRow row) {
        return row == null ? ShownPresence.NEVER_SEEN : row.current();
    }
}
