package io.waggle.im.account;

import io.waggle.protocol.Id;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The users, as other features ask for them. */
@Service
public class Accounts {

    /** The account in whose name the product itself speaks. It has no password. */
    public static final Id SYSTEM = new Id(1);

    private final AccountMapper mapper;
    private final Passwords passwords;
    private final Clock clock;

    Accounts(AccountMapper mapper, Passwords passwords, Clock clock) {
        this.mapper = mapper;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** A user who has given the account up is shown as such, without a name. */
    public @Nullable Profile profile(Id uid) {
        return profiles(List.of(uid)).get(uid);
    }

    /** The user of that name, in whatever case it is typed; null if there is none, or none any more. */
    public @Nullable Id uidOf(String username) {
        AccountRow row = rowOf(username);
        return row == null || row.standing() == Standing.DEACTIVATED ? null : row.uid();
    }

    /** Whether there is such a user, who has not given the account up. */
    public boolean exists(Id uid) {
        return !existing(List.of(uid)).isEmpty();
    }

    /** Those of the users who are there and have not given their account up. */
    public Set<Id> existing(Collection<Id> uids) {
        return uids.isEmpty() ? Set.of() : mapper.findLiving(new HashSet<>(uids));
    }

    /** Those of the users that exist or did, by uid, in one query. */
    public Map<Id, Profile> profiles(Collection<Id> uids) {
        if (uids.isEmpty()) {
            return Map.of();
        }
        return mapper.findProfiles(new HashSet<>(uids)).stream()
                .collect(Collectors.toMap(Profile::uid, Function.identity()));
    }

    /** How the user stands and who may write to it; null if there never was one. */
    public @Nullable Contact contact(Id uid) {
        StandingRow row = mapper.findStanding(uid);
        return row == null ? null : new Contact(uid, row.standingAt(clock.millis()), row.messageBy());
    }

    /** Null if there never was such a user. */
    public @Nullable Privacy privacy(Id uid) {
        return mapper.findPrivacy(uid);
    }

    /** The user with this name and password; null for a wrong password as for an unknown name, and just as slowly. */
    public @Nullable Profile authenticate(String username, String password) {
        AccountRow row = rowOf(username);
        boolean right = passwords.matches(password, row == null ? null : row.passwordHash());
        return right && row != null ? profile(row.uid()) : null;
    }

    /** What cannot be a username is not looked for: its column takes ASCII alone. */
    private @Nullable AccountRow rowOf(String username) {
        return Username.isValid(username) ? mapper.findByUsername(username) : null;
    }
}
