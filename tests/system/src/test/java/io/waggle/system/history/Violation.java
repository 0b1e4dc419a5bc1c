package io.waggle.system.history;

/**
 * A violation of a rule.
 *
 * @param connection the number of the device's connection; 0 if it does not concern one
 * @param seq 0 if it does not concern one entry
 */
record Violation(String rule, String device, int connection, String conversation, long seq, String what) {

    static Violation stored(String rule, String conversation, long seq, String what) {
        return new Violation(rule, "", 0, conversation, seq, what);
    }

    @Override
    public String toString() {
        return rule + ": " + what + part(" device ", device) + part(" connection ", connection)
                + part(" conversation ", conversation) + part(" seq ", seq);
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : name + value;
    }

    private static String part(String name, long value) {
        return value == 0 ? "" : name + value;
    }
}
