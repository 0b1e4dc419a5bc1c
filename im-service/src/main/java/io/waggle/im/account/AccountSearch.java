package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.List;

/**
 * Finds users who want to be found.
 *
 * <p>Whoever asks says which users are open to the seeker as to a friend; that is not known here. Results come in the order
 * of usernames, after the one that {@code after} names.
 */
@Service
public class AccountSearch {

    private final AccountMapper mapper;

    AccountSearch(AccountMapper mapper) {
        this.mapper = mapper;
    }

    /** Those whose username begins so; a valid username itself, so that nothing in it means anything to the database. */
    public List<Profile> byUsername(String prefix, Collection<Id> friends, String after, int limit) {
        // The only character of a username that stands for any other.
        return mapper.search(prefix.replace("_", "|_"), null, friends, after, limit);
    }

    /** Those who have given exactly this number. */
    public List<Profile> byPhone(String phone, Collection<Id> friends, String after, int limit) {
        // What cannot be a number is not looked for: its column takes ASCII alone.
        return AccountRules.isPhone(phone) ? mapper.search(null, phone, friends, after, limit) : List.of();
    }
}
