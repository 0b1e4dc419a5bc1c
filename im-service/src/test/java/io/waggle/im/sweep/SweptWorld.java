package io.waggle.im.sweep;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.session.TestTokens;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.Id;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some users and what is between them, made by SQL in a few milliseconds, so that each call has a world of its own to break.
 *
 * <p>Beside what the table's callers may see there is {@code $hidden…}, which none of them may.
 */
final class SweptWorld {

    private static final Pattern NAME = Pattern.compile("\\$(\\w+)");
    private static final String CODE_START = "ABCDEFG";

    private final JdbcTemplate sql;
    private final Ids ids;
    private final TestTokens tokens;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();

    /** @param passwordHash of everyone */
    SweptWorld(RunningService service, TestTokens tokens, String passwordHash) {
        this.sql = service.bean(JdbcTemplate.class);
        this.ids = service.bean(Ids.class);
        this.tokens = tokens;
        service.inTransaction(() -> new SweptWorldRows(this, sql, passwordHash).insertAll());
        names.put("uid", name("self"));
        names.put("did", name("selfDid"));
        names.put("username", username("self"));
        names.put("name", username("nobody"));
        names.put("tomorrow", Instant.now().plus(Duration.ofDays(1)).toString());
    }

    /** The user; for the key the one in whose name it acts. */
    User user(SweptCaller caller) {
        return users.computeIfAbsent(
                caller == SweptCaller.KEY ? "self" : caller.name().toLowerCase(Locale.ROOT), this::user);
    }

    private User user(String name) {
        Id uid = new Id(id(name));
        Id did = new Id(id(name + "Did"));
        return new User(uid, did, username(name), tokens.issue(uid, did), "");
    }

    String name(String name) {
        return names.get(name);
    }

    /** The text with ids in place of names. */
    String fill(String text) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(name(found.group(1))));
    }

    /** What could stand for a name but is nobody's. */
    String unknownLike(String name) {
        Id id = ids.next();
        return name(name).startsWith(CODE_START) ? CODE_START + id : id.toString();
    }

    void setStanding(SweptCaller caller, String standing) {
        sql.update(
                "update account set standing = ? where uid = ?",
                standing,
                user(caller).uid().value());
    }

    /** The number of what has this name, which it gets now if it has none yet. */
    long id(String name) {
        return Id.parse(names.computeIfAbsent(name, unnamed -> ids.next().toString()))
                .value();
    }

    String username(String name) {
        return "u" + new Id(id(name)).toString().toLowerCase(Locale.ROOT);
    }

    String newCode(String name) {
        String code = CODE_START + ids.next();
        names.put(name, code);
        return code;
    }

    String newType(String name) {
        String type = "t" + ids.next().toString().toLowerCase(Locale.ROOT);
        names.put(name, type);
        return type;
    }
}
