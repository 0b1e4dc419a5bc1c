package io.waggle.im.business;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** @param scopes the names of the scopes, separated by spaces */
record ApiKeyRow(
        Id id,
        String app,
        String name,
        String scopes,
        ByteString hash,
        long createdAt,
        @Nullable Long usedAt) {

    static String namesOf(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    Set<Scope> scopeSet() {
        return Arrays.stream(scopes.split(" ")).map(Scope::ofWireName).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return "ApiKeyRow[id=" + id + ", app=" + app + "]";
    }
}
