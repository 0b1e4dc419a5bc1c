package io.waggle.service.names;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;

/** The rules for names that others read. Each returns the name as it is to be stored, or says what is wrong with it. */
public final class Names {

    /** Composing and stripping make a text shorter, but hardly to an eighth; what is longer is not looked at. */
    private static final int SPELLINGS = 8;

    private Names() {}

    /** A username: ASCII, as it stands in topics, and not the service's own. Whether it is free is for the database to say. */
    public static String username(String username) {
        if (!Username.isValid(username)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "username has " + Username.RULE);
        }
        if (ReservedNames.contain(ReservedNames.Place.USERNAME, username)) {
            throw new Refused(
                    ErrorCode.USERNAME_TAKEN, "username looks like one of the service itself; choose another username");
        }
        return username;
    }

    /** What all usernames have in common that a reader takes for one another: two of the same form cannot both be had. */
    public static String formOfUsername(String username) {
        return LookAlikes.ofUsername(username);
    }

    /** What a person is called, by everyone or in a group. */
    public static String ofPerson(String member, @Nullable String value, int max) {
        return notReserved(member, line(member, value, max), ReservedNames.Place.PERSON);
    }

    /** What a group is called. */
    public static String ofGroup(String member, @Nullable String value, int max) {
        return notReserved(member, line(member, value, max), ReservedNames.Place.GROUP);
    }

    /** One line of text, of which nothing is invisible: composed (NFC), stripped, 1 to {@code max} characters. */
    public static String line(String member, @Nullable String value, int max) {
        String text = wellFormed(member, value);
        checkLength(member, text, max * SPELLINGS, max);
        VisibleLine.Finding finding = VisibleLine.check(text);
        // What has nothing else in it is best told so.
        if (VisibleLine.showsNothing(text)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " is empty; 1 to " + max + " characters that can be seen are needed");
        }
        if (finding != null) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, member + " " + finding.fault().sentence(finding.point()));
        }
        return checkLength(member, VisibleLine.of(text), max, max);
    }

    /**
     * The name of a file. Nobody chose most of them, so what may not stand in one is left out instead of refused: characters that
     * cannot be seen or turn the direction of text ({@code gpj.exe} would be shown as {@code exe.jpg}), and folders.
     */
    public static String ofFile(String member, @Nullable String value, int max) {
        String text = wellFormed(member, value);
        checkLength(member, text, max * SPELLINGS, max);
        String name = VisibleLine.cleaned(text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1));
        if (VisibleLine.showsNothing(name) || name.chars().allMatch(character -> character == '.')) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " has no name of a file in it; 1 to " + max + " characters that can be seen are needed");
        }
        return checkLength(member, name, max, max);
    }

    private static String notReserved(String member, String name, ReservedNames.Place place) {
        if (ReservedNames.contain(place, name)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member
                            + " looks like a name of the service itself; choose another, or add a name of your own to it");
        }
        return name;
    }

    /** Refuses half surrogate pairs: JSON can spell them, UTF-8 cannot store them. */
    private static String wellFormed(String member, @Nullable String value) {
        if (value == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " is missing");
        }
        if (value.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " is not valid Unicode");
        }
        return value;
    }

    private static String checkLength(String member, String text, int limit, int max) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " has " + length + " characters; at most " + max);
        }
        return text;
    }
}
