package io.waggle.im.group;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Groups, as other features ask for them. */
@Service
public class Groups {

    private final GroupMapper mapper;

    Groups(GroupMapper mapper) {
        this.mapper = mapper;
    }

    /** The names of those groups that exist, or did, in one query. */
    public Map<Id, String> names(Collection<Id> gids) {
        if (gids.isEmpty()) {
            return Map.of();
        }
        return mapper.findNames(gids).stream().collect(Collectors.toMap(NamedGroup::gid, NamedGroup::name));
    }

    /** Whether there is such a group, which is not dissolved. */
    public boolean exists(Id gid) {
        return mapper.find(gid) != null;
    }

    /** The member as one who writes to the group, in one query; null for whoever is not in it. */
    public @Nullable Speaker speaker(Id gid, Id uid) {
        return mapper.findSpeaker(gid, uid);
    }
}
