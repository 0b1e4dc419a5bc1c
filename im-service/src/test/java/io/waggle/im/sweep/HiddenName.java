package io.waggle.im.sweep;

import java.util.List;
import java.util.Map;

/**
 * Something of the same kind as what a request names, which none of the callers may see.
 *
 * @param named as it stands in the table
 * @param hidden its name in {@link SweptWorld}
 */
record HiddenName(String named, String hidden) {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("$uid", "hidden"),
            Map.entry("$stranger", "hidden"),
            Map.entry("$gid", "hiddenGid"),
            Map.entry("$open", "hiddenGid"),
            Map.entry("$pair", "hiddenPair"),
            Map.entry("$did", "hiddenDid"),
            Map.entry("$sensor", "hiddenSensor"),
            Map.entry("$request", "hiddenRequest"),
            Map.entry("$scheduled", "hiddenScheduled"),
            Map.entry("$join", "hiddenJoin"),
            Map.entry("$code", "hiddenCode"));

    static List<HiddenName> allIn(String request) {
        return ALL.entrySet().stream()
                .filter(entry -> request.contains(quoted(entry.getKey())))
                .map(entry -> new HiddenName(entry.getKey(), entry.getValue()))
                .toList();
    }

    String replacedBy(String id, String request) {
        return request.replace(quoted(named), quoted(id));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
