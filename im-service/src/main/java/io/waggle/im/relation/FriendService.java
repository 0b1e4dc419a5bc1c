package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.Map;

/** The list of one's friends. */
@Service
class FriendService {

    private static final Id BELOW_ALL = new Id(0);

    private final RelationMapper mapper;
    private final Accounts accounts;

    FriendService(RelationMapper mapper, Accounts accounts) {
        this.mapper = mapper;
        this.accounts = accounts;
    }

    /** In the order of their uids. */
    Page<Friend> list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        Page<FriendshipRow> page = Page.of(
                mapper.findFriends(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1),
                size,
                FriendshipRow::friendUid);
        Map<Id, Profile> profiles = accounts.profiles(
                page.items().stream().map(FriendshipRow::friendUid).toList());
        return page.map(row -> Friend.of(row, profiles.get(row.friendUid())));
    }
}
