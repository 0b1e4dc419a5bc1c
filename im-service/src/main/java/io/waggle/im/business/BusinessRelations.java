package io.waggle.im.business;

import io.waggle.im.caller.Business;
import io.waggle.im.customrelation.CustomRelation;
import io.waggle.im.customrelation.CustomRelations;
import io.waggle.im.customrelation.RelationType;
import io.waggle.im.customrelation.RelationTypes;
import io.waggle.im.relation.MessagingRule;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The relations that business systems record. All systems share the types. The first user of a pair must be the system's own.
 */
@Service
class BusinessRelations {

    private final KeyAuthenticator keys;
    private final RelationTypes types;
    private final CustomRelations relations;

    BusinessRelations(KeyAuthenticator keys, RelationTypes types, CustomRelations relations) {
        this.keys = keys;
        this.types = types;
        this.relations = relations;
    }

    RelationType define(String name, NewRelationType wanted) {
        RelationType type = new RelationType(
                name,
                Check.present("inverse", wanted.inverse()),
                orDefault(wanted.messaging()),
                orDefault(wanted.inverseMessaging()));
        types.define(type);
        return type;
    }

    Page<RelationType> listTypes() {
        return Page.whole(types.list());
    }

    void removeType(String name) {
        types.remove(name);
    }

    void put(Business business, String type, Id uid, Id other) {
        keys.requireOwn(business, uid);
        relations.put(type, uid, other);
    }

    void delete(Business business, String type, Id uid, Id other) {
        keys.requireOwn(business, uid);
        if (!relations.delete(type, uid, other)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }

    Page<CustomRelation> list(Business business, String type, Id uid, @Nullable Id cursor, @Nullable Integer limit) {
        keys.requireOwn(business, uid);
        return relations.list(type, uid, cursor, limit);
    }

    private static MessagingRule orDefault(@Nullable MessagingRule rule) {
        return rule == null ? MessagingRule.DEFAULT : rule;
    }
}
