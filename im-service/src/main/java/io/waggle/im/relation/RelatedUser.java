package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A user whom the caller blocks or follows, or who follows the caller. */
public record RelatedUser(
        Id uid,
        @Nullable String username,
        @Nullable String nickname,
        @Nullable String avatar,
        Instant since) {

    /** @param rows the rows of the page, and one more if there is a next page */
    public static Page<RelatedUser> page(List<RelatedRow> rows, int limit, Accounts accounts) {
        Page<RelatedRow> page = Page.of(rows, limit, RelatedRow::uid);
        Map<Id, Profile> profiles =
                accounts.profiles(page.items().stream().map(RelatedRow::uid).toList());
        return page.map(row -> of(row, profiles.get(row.uid())));
    }

    private static RelatedUser of(RelatedRow row, @Nullable Profile profile) {
        return new RelatedUser(
                row.uid(),
                profile == null ? null : profile.username(),
                profile == null ? null : profile.nickname(),
                profile == null ? null : profile.avatar(),
                Instant.ofEpochMilli(row.createdAt()));
    }
}
