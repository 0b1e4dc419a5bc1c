package io.waggle.im.sweep;

import java.util.Locale;

/** Who calls an operation; see {@code operations.txt}. */
enum SweptCaller {
    SELF,
    FRIEND,
    STRANGER,
    MEMBER,
    ADMIN,
    OWNER,
    ADMINISTRATOR,
    /** A business system. */
    KEY;

    static SweptCaller of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
