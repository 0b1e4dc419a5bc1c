package io.waggle.kit.names;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The rule for the URL of a user's or group's picture. Every client loads it automatically, so it must lead to a picture and
 * nothing else.
 */
public final class Avatar {

    private static final int LENGTH = 512;
    private static final String RULE = "avatar must be an upload's mediaId, or an https:// address of at most " + LENGTH
            + " ASCII characters without a user name";

    private Avatar() {}

    /** Checks the URL. Null means no picture. */
    public static @Nullable String check(@Nullable String value) {
        if (value == null || (value.length() <= LENGTH && (Id.parse(value) != null || isHttps(value)))) {
            return value;
        }
        throw new Refused(ErrorCode.INVALID_REQUEST, RULE);
    }

    private static boolean isHttps(String value) {
        if (!value.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
            return false;
        }
        try {
            URI address = new URI(value);
            return "https".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
