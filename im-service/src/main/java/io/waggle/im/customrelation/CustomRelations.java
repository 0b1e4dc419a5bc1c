package io.waggle.im.customrelation;

import io.waggle.im.account.Accounts;
import io.waggle.im.relation.RelationStates;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;

/**
 * The relations between users that business systems record. Each pair is stored as two rows, so that it can be found from both
 * sides.
 */
@Service
public class CustomRelations {

    private static final Id BELOW_ALL = new Id(0);

    private final CustomRelationMapper mapper;
    private final RelationTypes types;
    private final RelationStates states;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CustomRelations(
            CustomRelationMapper mapper,
            RelationTypes types,
            RelationStates states,
            Accounts accounts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.mapper = mapper;
        this.types = types;
        this.states = states;
        this.accounts = accounts;
        this.events = events;
        this.clock = clock;
    }

    /** Makes {@code uid} the {@code type} of {@code other}. Changes nothing if this is already so. */
    public void put(String type, Id uid, Id other) {
        if (uid.equals(other)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uid and other are the same user; give two different users");
        }
        if (accounts.existing(List.of(uid, other)).size() < 2) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        states.change(uid, other, pair -> {
            pair.mine().requireOpen(ErrorCode.NOT_FOUND);
            pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
            CustomRelationRow row = new CustomRelationRow(type, uid, other, clock.millis());
            String inverse = types.share(type).inverse();
            mapper.insert(row);
            mapper.insert(row.inverse(inverse));
            events.publishEvent(new CustomRelationChanged(uid, other));
            return row;
        });
    }

    /** Returns whether the relation existed. */
    public boolean delete(String type, Id uid, Id other) {
        RelationTypeRow row = types.find(type);
        return row != null
                && states.change(uid, other, pair -> {
                    events.publishEvent(new CustomRelationChanged(uid, other));
                    mapper.delete(row.inverse(), other, uid);
                    return mapper.delete(type, uid, other) > 0;
                });
    }

    /** Lists the users whose {@code type} the user is, ordered by uid. */
    public Page<CustomRelation> list(String type, Id uid, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        types.required(types.find(type));
        return Page.of(
                        mapper.findAll(type, uid, cursor == null ? BELOW_ALL : cursor, size + 1),
                        size,
                        CustomRelationRow::otherUid)
                .map(CustomRelation::of);
    }
}
