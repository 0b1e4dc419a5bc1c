package io.waggle.broker.connection;

/**
 * The detail of a refusal as an MQTT user property. MQTT allows no control characters in a property, and the broker refuses a
 * property that has some. A detail may contain text that users wrote, such as the reason of a ban.
 */
public final class DetailProperty {

    private static final int LENGTH = 1_000;

    private DetailProperty() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LENGTH)
                .forEach(character -> shown.appendCodePoint(isAllowed(character) ? character : ' '));
        return shown.toString();
    }

    private static boolean isAllowed(int character) {
        boolean isHalfAPair = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean isNoCharacter = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
        return !Character.isISOControl(character) && !isHalfAPair && !isNoCharacter;
    }
}
