package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** The credentials of a request: an access token, or an API key and the user on whose behalf its holder acts. */
public final class Credentials {

    /** The prefix of every API key; no access token has it. */
    public static final String KEY_PREFIX = "wgk_";

    /** The header in which a business system names the user on whose behalf it acts. */
    public static final String ACT_AS = "Waggle-User";

    private static final String BEARER = "Bearer ";

    private Credentials() {}

    /** Returns the access token or API key. */
    public static String bearerOf(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refused(
                    ErrorCode.UNAUTHENTICATED,
                    "the header Authorization: Bearer {accessToken} is missing; log in to get a token");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    public static boolean isApiKey(String bearer) {
        return bearer.startsWith(KEY_PREFIX);
    }

    /**
     * Refuses a request with an access token that names another user.
     *
     * @throws Refused if the request names another user
     */
    public static void requireNobodyElse(HttpServletRequest request, Id caller) {
        String named = request.getHeader(ACT_AS);
        if (named != null && !named.equals(caller.toString())) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "the header " + ACT_AS + " is only for API keys; leave it out with an access token");
        }
    }

    /** Returns the user whom a request with an API key names. */
    public static Id actedFor(HttpServletRequest request) {
        String named = request.getHeader(ACT_AS);
        Id uid = named == null ? null : Id.parse(named);
        if (uid == null) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "the header " + ACT_AS + " is missing or not a uid; with an API key, give one of your own users");
        }
        return uid;
    }
}
