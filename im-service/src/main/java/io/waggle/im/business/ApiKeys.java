package io.waggle.im.business;

import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

/** The operations of administrators on API keys. */
@Service
class ApiKeys {

    private static final int NAME_LENGTH = 64;
    private static final Id BELOW_ALL = new Id(0);

    private final ApiKeyMapper mapper;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random;

    ApiKeys(ApiKeyMapper mapper, Ids ids, Clock clock, SecureRandom random) {
        this.mapper = mapper;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    CreatedApiKey create(NewApiKey wanted) {
        String app = Check.line("app", wanted.app(), NAME_LENGTH);
        String name = Check.line("name", wanted.name(), NAME_LENGTH);
        List<Scope> scopes = Check.distinct("scopes", wanted.scopes());
        if (scopes.isEmpty()) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "scopes is empty; give at least one scope");
        }
        Id id = ids.next();
        KeySecret secret = KeySecret.make(id, random);
        String scopeNames = ApiKeyRow.namesOf(EnumSet.copyOf(scopes));
        mapper.insert(new ApiKeyRow(id, app, name, scopeNames, secret.hash(), clock.millis(), null));
        return new CreatedApiKey(id, secret.text());
    }

    /** Oldest first. */
    Page<ApiKey> list(@Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return Page.of(mapper.findAll(cursor == null ? BELOW_ALL : cursor, size + 1), size, ApiKeyRow::id)
                .map(ApiKey::of);
    }

    /** Deletes the key, so that every later request with it is refused. */
    void revoke(Id id) {
        if (mapper.delete(id) == 0) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }
}
