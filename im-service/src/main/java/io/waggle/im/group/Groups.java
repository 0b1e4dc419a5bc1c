package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The queries about groups for other packages. */
@Service
public class Groups {

    private final GroupMapper mapper;

    Groups(GroupMapper mapper) {
        this.mapper = mapper;
    }

    /** The names of the groups, including dissolved ones, in one query. */
    public Map<Id, String> names(Collection<Id> gids) {
        if (gids.isEmpty()) {
            return Map.of();
        }
        return mapper.findNames(gids).stream().collect(Collectors.toMap(NamedGroup::gid, NamedGroup::name));
    }

    /** The group; null if it does not exist or is dissolved. */
    public @Nullable GroupRow find(Id gid) {
        return mapper.find(gid);
    }

    /** Whether the group exists and is not dissolved. */
    public boolean exists(Id gid) {
        return mapper.find(gid) != null;
    }

    /** Whether the messages of the group may be forwarded. */
    public boolean allowsForwarding(Id gid) {
        GroupRow group = mapper.find(gid);
        return group == null || !group.noForwarding();
    }

    /** The member's right to write to the group, in one query; null if the user is not a member. */
    public @Nullable Speaker speaker(Id gid, Id uid) {
        return mapper.findSpeaker(gid, uid);
    }
}
