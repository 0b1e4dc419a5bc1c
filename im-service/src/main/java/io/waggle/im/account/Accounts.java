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

/** The users, for other features. */
@Service
public class Accounts {

    /** The account that sends in the name of the product. It has no password. */
    public static final Id SYSTEM = new Id(1);

    private final AccountMapper mapper;
    private final Credentials credentials;
    private final Clock clock;

    Accounts(AccountMapper mapper, Credentials credentials, Clock clock) {
        this.mapper = mapper;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** A deactivated user is returned as deactivated, without a username. */
    public @Nullable Profile profile(Id uid) {
        return profiles(List.of(uid)).get(uid);
    }

    /** Returns the user with this username, in upper or lower case; null if there is none or the account is deactivated. */
    public @Nullable Id uidOf(String username) {
        // The column holds only ASCII, so do not search for text that cannot be a username.
        AccountRow row = Username.isValid(username) ? mapper.findByUsername(username) : null;
        return row == null || row.standing() == Standing.DEACTIVATED ? null : row.uid();
    }

    /** Returns whether the user exists and the account is not deactivated. */
    public boolean exists(Id uid) {
        return !existing(List.of(uid)).isEmpty();
    }

    /** Returns the users among these who exist and whose account is not deactivated. */
    public Set<Id> existing(Collection<Id> uids) {
        return uids.isEmpty() ? Set.of() : mapper.findLiving(new HashSet<>(uids));
    }

    /** Returns the profiles by uid, also of deactivated users, in one query. */
    public Map<Id, Profile> profiles(Collection<Id> uids) {
        if (uids.isEmpty()) {
            return Map.of();
        }
        return mapper.findProfiles(new HashSet<>(uids)).stream()
                .collect(Collectors.toMap(Profile::uid, Function.identity()));
    }

    /** Returns the user's standing and who may message them; null if there never was such a user. */
    public @Nullable Contact contact(Id uid) {
        StandingRow row = mapper.findStanding(uid);
        return row == null ? null : new Contact(uid, row.standingAt(clock.millis()), row.messageBy());
    }

    /** Null if there never was such a user. */
    public @Nullable Privacy privacy(Id uid) {
        return mapper.findPrivacy(uid);
    }

    /**
     * Checks that the user may act. Runs for every call, so a ban takes effect when it is committed.
     *
     * @return the username
     * @throws Refused if the user is banned or has deactivated the account
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

    /** @throws Refused if the user is not an administrator */
    public void requireAdministrator(Id uid) {
        if (!isAdministrator(uid)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "only administrators may do this");
        }
    }

    /** Null for a wrong password and for an unknown username. Both take the same time. */
    public @Nullable PasswordProof authenticate(String username, String password) {
        return credentials.authenticate(username, password);
    }

    /**
     * Locks the account until the transaction ends. What a login adds is thus either there before a new password ends all
     * sessions, or is not added at all.
     *
     * @throws Refused if the password has changed since it was checked
     */
    public void hold(PasswordProof proof) {
        AccountRow row = mapper.lock(proof.uid());
        if (row == null || !proof.holdsFor(row)) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS);
        }
    }

    /**
     * Locks the account until the transaction ends.
     *
     * @throws Refused if the user may not act
     */
    public void hold(Id uid) {
        mapper.lock(uid);
        admit(uid);
    }
}
