package io.waggle.im.group;

import io.waggle.protocol.Id;
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

    /** The names of those groups that exist, in one query. */
    public Map<Id, String> names(Collection<Id> gids) {
        if (gids.isEmpty()) {
            return Map.of();
        }
        return mapper.findAll(gids).stream().collect(Collectors.toMap(GroupRow::gid, GroupRow::name));
    }
}
