package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
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
    private final Credentials credentials;
    private final Clock clock;

    Accounts(AccountMapper mapper, Credentials credentials, Clock clock) {
        this.mapper = mapper;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** A user who has given the account up is shown as such, without a name. */
    public @Nullable Profile profile(Id uid) {
        return profiles(List.of(uid)).get(uid);
    }

    /** The user of that name, in whatever case it is typed; null if there is none, or none any more. */
    public @Nullable Id uidOf(String username) {
        // What cannot be a username is not looked for: its column takes ASCII alone.
        AccountRow row = Username.isValid(username) ? mapper.findByUsername(username) : null;
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

    /**
     * Lets pass only whoever may act, and is asked for every call: a ban holds from the moment it is committed.
     *
     * @return the username
     * @throws Refused if the user is banned, or has given the account up
     */
    public String admit(Id uid) {
        StandingRow row = mapper.findStanding(uid);
        if (row == null) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        return switch (row.standingAt(clock.millis())) {
            case ACTIVE -> row.username();
            case BANNED -> throw row.refusal();
            case DEACTIVATED -> throw new Refused(ErrorCode.SESSION_ENDED);
        };
    }

    public boolean isAdministrator(Id uid) {
        StandingRow row = mapper.findStanding(uid);
        return row != null && row.role() == Role.ADMIN;
    }

    /** @throws Refused if the user is no administrator */
    public void requireAdministrator(Id uid) {
        if (!isAdministrator(uid)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "this is for administrators");
        }
    }

    /** Null for a wrong password as for an unknown name, and just as slowly. */
    public @Nullable PasswordProof authenticate(String username, String password) {
        return credentials.authenticate(username, password);
    }

    /**
     * Keeps others from changing the account until the transaction ends: what a login adds is then there before a new
     * password ends all sessions, or is not added at all.
     *
     * @throws Refused if the password is no longer what it was
     */
    public void hold(PasswordProof proof) {
        AccountRow row = mapper.lock(proof.uid());
        if (row == null || !proof.holdsFor(row)) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS);
        }
    }

    /**
     * Holds the account as it is until the transaction ends.
     *
     * @throws Refused if the user may not act
     */
    public void hold(Id uid) {
        mapper.lock(uid);
        admit(uid);
    }
}
