package io.waggle.im.customrelation;

import io.waggle.im.relation.RelationCleanup;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;

/** Removes the custom relations of a user, on both sides. */
@Component
class CustomRelationCleanup implements RelationCleanup {

    private final CustomRelationMapper relations;

    CustomRelationCleanup(CustomRelationMapper relations) {
        this.relations = relations;
    }

    @Override
    public boolean removeSome(Id uid, int limit) {
        return relations.deleteSome(uid, limit) > 0 || relations.deleteSomeOfOthers(uid, limit) > 0;
    }
}
