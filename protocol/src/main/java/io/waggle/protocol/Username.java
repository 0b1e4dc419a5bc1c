package io.waggle.protocol;

import java.util.regex.Pattern;

/** The grammar of usernames. Usernames are part of topics, so none of their characters may have a meaning in topics. */
public final class Username {

    public static final String RULE =
            "3 to 32 characters: a letter first, then letters, digits, '.', '_' or '-' (upper and lower case are the same)";

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{2,31}");

    private Username() {}

    public static boolean isValid(String username) {
        return GRAMMAR.matcher(username).matches();
    }
}
