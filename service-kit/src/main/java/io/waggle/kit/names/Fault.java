package io.waggle.kit.names;

import java.util.Locale;

/** The reasons why a character is not allowed at its position in a line of text. */
enum Fault {
    CONTROL("has line breaks or control characters; leave them out"),
    TURNS_TEXT("has %s, which changes the direction of text; leave it out"),
    INVISIBLE("has the invisible character %s; leave it out"),
    NO_CHARACTER("has %s, which is an unassigned or private-use character; leave it out"),
    LONELY_MARK("has the combining mark %s without a character before it; leave it out"),
    PILED_MARKS("has too many combining marks on one character; leave some out");

    private final String sentence;

    Fault(String sentence) {
        this.sentence = sentence;
    }

    /** Returns the problem and the solution, as the end of a sentence that begins with the member's name. */
    String sentence(int point) {
        return sentence.formatted(String.format(Locale.ROOT, "U+%04X", point));
    }
}
