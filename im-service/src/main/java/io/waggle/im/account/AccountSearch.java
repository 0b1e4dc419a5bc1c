package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.List;

/**
 * Finds users who allow it.
 *
 * <p>The caller passes the users who count the searcher as a friend, because this class does not know friends. Results are
 * ordered by username and start after {@code after}.
 */
@Service
public class AccountSearch {

    private final AccountMapper mapper;

    AccountSearch(AccountMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Finds users by the beginning of their username. The prefix is itself a valid username, so it has no characters special to
     * SQL but {@code _}.
     */
    public List<Profile> byUsername(String prefix, Collection<Id> friends, String after, int limit) {
        // The only wildcard character that a username may have.
        return mapper.search(prefix.replace("_", "|_"), null, friends, after, limit);
    }

    /** Finds the users with exactly this phone number. */
    public List<Profile> byPhone(String phone, Collection<Id> friends, String after, int limit) {
        // The column holds only ASCII, so do not search for text that cannot be a phone number.
        return AccountRules.isPhone(phone) ? mapper.search(null, phone, friends, after, limit) : List.of();
    }
}
