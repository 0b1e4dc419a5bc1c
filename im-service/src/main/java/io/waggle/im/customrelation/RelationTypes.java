package io.waggle.im.customrelation;

import io.waggle.im.relation.MessagingRule;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of custom relations, each with its effect on messages. */
@Service
public class RelationTypes {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
    private static final int MAX_NAMES = 200;
    private static final int PAIRS_AT_ONCE = 1_000;

    private final CustomRelationMapper mapper;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    RelationTypes(CustomRelationMapper mapper, TransactionTemplate transaction, ApplicationEventPublisher events) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Creates a type, or changes the messaging rules of an existing one. A change applies to existing pairs at once.
     *
     * @throws Refused if one of the names belongs to another type
     */
    public void define(RelationType type) {
        check(type);
        try {
            transaction.executeWithoutResult(status -> put(type));
        } catch (DuplicateKeyException createdMeanwhile) {
            transaction.executeWithoutResult(status -> put(type));
        }
    }

    /** Lists each type once, under the name of the two that sorts first. */
    public List<RelationType> list() {
        Map<String, RelationTypeRow> rows =
                mapper.findTypes().stream().collect(Collectors.toMap(RelationTypeRow::name, Function.identity()));
        return rows.values().stream()
                .filter(row -> row.name().compareTo(row.inverse()) <= 0)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .map(row -> new RelationType(
                        row.name(), row.inverse(), row.messaging(), messaging(rows.get(row.inverse()))))
                .toList();
    }

    /** Deletes all pairs of a type and then the type, given either of its names. */
    public void remove(String name) {
        String inverse = required(find(name)).inverse();
        boolean all = false;
        while (!all) {
            all = Objects.requireNonNull(transaction.execute(status -> removeSome(name, inverse)));
        }
    }

    /** Returns the type and prevents its change and deletion until the transaction ends. */
    RelationTypeRow share(String name) {
        return required(isPossible(name) ? mapper.shareType(name) : null);
    }

    /** The column holds only ASCII, so do not search for text that cannot be a type's name. */
    @Nullable
    RelationTypeRow find(String name) {
        return isPossible(name) ? mapper.findType(name) : null;
    }

    private static boolean isPossible(String name) {
        return NAME.matcher(name).matches();
    }

    /** @throws Refused if the type does not exist, or does not exist any more */
    RelationTypeRow required(@Nullable RelationTypeRow type) {
        if (type == null) {
            throw new Refused(ErrorCode.NOT_FOUND, "there is no relation type with this name; define it first");
        }
        return type;
    }

    private boolean removeSome(String name, String inverse) {
        // Adding a pair needs a shared lock on the type's row, so no pair is added between the last deletion of a pair
        // and the deletion of the type.
        mapper.lockTypes(List.of(name, inverse));
        events.publishEvent(new RelationTypeChanged(name));
        int pairs = mapper.deleteSomeOfType(name, PAIRS_AT_ONCE) + mapper.deleteSomeOfType(inverse, PAIRS_AT_ONCE);
        if (pairs > 0) {
            return false;
        }
        mapper.deleteType(name);
        mapper.deleteType(inverse);
        return true;
    }

    private void put(RelationType type) {
        events.publishEvent(new RelationTypeChanged(type.name()));
        put(new RelationTypeRow(type.name(), type.inverse(), type.messaging()));
        if (!type.isSymmetric()) {
            put(new RelationTypeRow(type.inverse(), type.name(), type.inverseMessaging()));
        }
    }

    private void put(RelationTypeRow row) {
        RelationTypeRow before = mapper.findType(row.name());
        if (before == null) {
            checkRoom();
            mapper.insertType(row);
        } else if (before.inverse().equals(row.inverse())) {
            mapper.updateType(row);
        } else {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    row.name() + " is already the inverse of " + before.inverse() + "; delete that type first");
        }
    }

    private void checkRoom() {
        if (mapper.countTypes() >= MAX_NAMES) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "there are " + MAX_NAMES + " names of relation types, which is the maximum; delete a type first");
        }
    }

    private static void check(RelationType type) {
        Stream.of(type.name(), type.inverse())
                .filter(name -> !isPossible(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refused(
                            ErrorCode.INVALID_REQUEST,
                            "a type's name must be a lowercase letter and up to 31 of a-z, 0-9, dot, _ and -");
                });
        if (type.isSymmetric() && type.messaging() != type.inverseMessaging()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "the type is its own inverse; make messaging and inverseMessaging the same");
        }
    }

    private static MessagingRule messaging(@Nullable RelationTypeRow inverse) {
        return inverse == null ? MessagingRule.DEFAULT : inverse.messaging();
    }
}
