package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.List;

/**
 * Finds users who allow it.
 *
 * <p>The caller passes the users who have the searcher as a friend, because this class does not know friends. Results are
 * ordered by username and start after {@code after}.
 */
@Service
public class AccountSearch {

    private final AccountMapper mapper;

    AccountSearch(AccountMapper mapper) {
        this.mapper = mapper;
    }

    /** Finds users by the beginning of their username, which must be a valid username itself. */
    public List<Profile> byUsername(String prefix, Collection<Id> friends, String after, int limit) {
        // Escapes the only SQL wildcard that a username may contain.
        return mapper.search(prefix.replace("_", "|_"), null, friends, after, limit);
    }

    /** Finds the users with exactly this phone number. */
    public List<Profile> byPhone(String phone, Collection<Id> friends, String after, int limit) {
        // The column holds only ASCII, so do not search for text that cannot be a phone number.
        return AccountRules.isPhone(phone) ? mapper.search(null, phone, friends, after, limit) : List.of();
    }
}
