package io.waggle.im.business;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A set of operations that an API key allows: those below the paths of its claims. The longest matching path decides. No key
 * allows an operation without a matching path, such as administration.
 */
enum Scope {
    USERS,
    TOKENS,
    MESSAGES,
    GROUPS,
    RELATIONS;

    private static final List<Claim> CLAIMS = List.of(
            new Claim(USERS, "/v1/server/users"),
            new Claim(USERS, "/v1/me"),
            new Claim(USERS, "/v1/users"),
            new Claim(USERS, "/v1/presence"),
            new Claim(USERS, "/v1/devices"),
            new Claim(TOKENS, "/v1/server/users/{uid}/sessions"),
            new Claim(MESSAGES, "/v1/server/messages"),
            new Claim(MESSAGES, "/v1/messages"),
            new Claim(MESSAGES, "/v1/conversations"),
            new Claim(MESSAGES, "/v1/scheduled-messages"),
            new Claim(MESSAGES, "/v1/threads"),
            new Claim(MESSAGES, "/v1/contacts"),
            new Claim(MESSAGES, "/v1/media"),
            new Claim(GROUPS, "/v1/groups"),
            new Claim(GROUPS, "/v1/invites"),
            new Claim(RELATIONS, "/v1/server/relation-types"),
            new Claim(RELATIONS, "/v1/server/relations"),
            new Claim(RELATIONS, "/v1/friends"),
            new Claim(RELATIONS, "/v1/friend-requests"),
            new Claim(RELATIONS, "/v1/blocks"),
            new Claim(RELATIONS, "/v1/follows"),
            new Claim(RELATIONS, "/v1/followers"));

    /** Returns the scope that an operation needs; null if no key allows the operation. */
    static @Nullable Scope of(String operation) {
        return CLAIMS.stream()
                .filter(claim -> claim.covers(operation))
                .max(Comparator.comparingInt(claim -> claim.path.length()))
                .map(Claim::scope)
                .orElse(null);
    }

    /** @throws IllegalArgumentException if there is no such scope; names in requests are checked before */
    static Scope ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private record Claim(Scope scope, String path) {
        boolean covers(String operation) {
            return operation.equals(path) || operation.startsWith(path + "/");
        }
    }
}
