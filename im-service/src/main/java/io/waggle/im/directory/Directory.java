package io.waggle.im.directory;

import io.waggle.im.account.AccountSearch;
import io.waggle.im.account.Accounts;
import io.waggle.im.account.Privacy;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.im.friend.Friends;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** Finds users for other users. A user who may not be found looks like one who does not exist. */
@Service
class Directory {

    static final int LIMIT_MAX = 20;
    private static final String FIRST = "";

    private final Accounts accounts;
    private final AccountSearch search;
    private final Friends friends;

    Directory(Accounts accounts, AccountSearch search, Friends friends) {
        this.accounts = accounts;
        this.search = search;
        this.friends = friends;
    }

    Profile get(Caller caller, Id uid) {
        Profile profile = mayFind(caller.uid(), uid) ? accounts.profile(uid) : null;
        if (profile == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return profile;
    }

    /** Searches by username or by phone; exactly one of the two must be given. */
    Found find(
            Caller caller,
            @Nullable String username,
            @Nullable String phone,
            @Nullable String cursor,
            @Nullable Integer limit) {
        int size = limit(limit);
        String after = cursor == null ? FIRST : name("cursor", cursor);
        if (username != null && phone == null) {
            String prefix = name("username", username);
            return Found.of(search.byUsername(prefix, friends.of(caller.uid()), after, size + 1), size);
        }
        if (phone != null && username == null) {
            return Found.of(search.byPhone(phone, friends.of(caller.uid()), after, size + 1), size);
        }
        throw new Refused(
                ErrorCode.INVALID_REQUEST, "give either username (3 or more characters) or phone (the whole number)");
    }

    private boolean mayFind(Id seeker, Id uid) {
        Privacy privacy = accounts.privacy(uid);
        if (privacy == null || seeker.equals(uid)) {
            return privacy != null;
        }
        return switch (privacy.find()) {
            case EVERYONE -> true;
            case FRIENDS -> !friends.among(seeker, List.of(uid)).isEmpty();
            case NOBODY -> false;
        };
    }

    /** The beginning of a username is itself a valid username. */
    private static String name(String member, String value) {
        if (!Username.isValid(value)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " must have " + Username.RULE);
        }
        return value;
    }

    private static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT_MAX;
        }
        if (asked < 1 || asked > LIMIT_MAX) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "limit is " + asked + "; give 1 to " + LIMIT_MAX);
        }
        return asked;
    }
}
