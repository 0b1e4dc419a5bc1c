package io.waggle.im.friend;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Set;

/** Friends, for other features. Friend lists are one-sided: a user's own list and blocks decide who counts as their friend. */
@Service
public class Friends {

    private static final int MAX = 10_000;

    private final FriendMapper mapper;

    Friends(FriendMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns the users who have {@code uid} as a friend and have not blocked them, up to a fixed maximum. */
    public Set<Id> of(Id uid) {
        return Set.copyOf(mapper.findFriendsOf(uid, MAX));
    }

    /** Returns the users among {@code others} who have {@code uid} as a friend and have not blocked them. */
    public Set<Id> among(Id uid, Collection<Id> others) {
        return others.isEmpty() ? Set.of() : Set.copyOf(mapper.findFriendOf(uid, others));
    }
}
