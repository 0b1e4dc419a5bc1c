package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Friendship, as other features ask for it. It is asked from the side that has the say: the one who would be reached. */
@Service
public class Relations {

    private final RelationMapper mapper;

    Relations(RelationMapper mapper) {
        this.mapper = mapper;
    }

    /** Whether {@code other} counts {@code uid} among its friends. */
    public boolean areFriends(Id uid, Id other) {
        return !mapper.findFriendOf(uid, List.of(other)).isEmpty();
    }

    /** Those of the others who count {@code uid} among their friends. */
    public Set<Id> friendsAmong(Id uid, Collection<Id> others) {
        return others.isEmpty() ? Set.of() : Set.copyOf(mapper.findFriendOf(uid, others));
    }
}
