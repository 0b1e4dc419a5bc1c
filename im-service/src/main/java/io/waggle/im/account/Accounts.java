package io.waggle.im.account;

import io.waggle.protocol.Id;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The users, as other features ask for them. */
@Service
public class Accounts {

    private final AccountMapper mapper;
    private final Passwords passwords;

    Accounts(AccountMapper mapper, Passwords passwords) {
        this.mapper = mapper;
        this.passwords = passwords;
    }

    public @Nullable Profile profile(Id uid) {
        return profileOf(mapper.find(uid));
    }

    /** The user of that name, in whatever case it is typed; null if there is none. */
    public @Nullable Id uidOf(String username) {
        AccountRow row = rowOf(username);
        return row == null ? null : row.uid();
    }

    public boolean exists(Id uid) {
        return mapper.find(uid) != null;
    }

    /** Those of the users that exist, by uid, in one query. */
    public Map<Id, Profile> profiles(Collection<Id> uids) {
        if (uids.isEmpty()) {
            return Map.of();
        }
        return mapper.findProfiles(new HashSet<>(uids)).stream()
                .collect(Collectors.toMap(Profile::uid, Function.identity()));
    }

    /** The user with this name and password; null for a wrong password as for an unknown name, and just as slowly. */
    public @Nullable Profile authenticate(String username, String password) {
        AccountRow row = rowOf(username);
        boolean right = passwords.matches(password, row == null ? null : row.passwordHash());
        return right ? profileOf(row) : null;
    }

    /** What cannot be a username is not looked for: its column takes ASCII alone. */
    private @Nullable AccountRow rowOf(String username) {
        return Username.isValid(username) ? mapper.findByUsername(username) : null;
    }

    private static @Nullable Profile profileOf(@Nullable AccountRow row) {
        return row == null ? null : new Profile(row.uid(), row.username(), row.nickname());
    }
}
