package io.waggle.im.relation;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

/** What users are to each other, for other features. */
@Service
public class Relations {

    private final RelationshipMapper mapper;

    Relations(RelationshipMapper mapper) {
        this.mapper = mapper;
    }

    /** Returns everything that decides whether one user may message the other, in one query. */
    public Relationship between(Id sender, Id recipient) {
        return mapper.find(sender, recipient);
    }
}
