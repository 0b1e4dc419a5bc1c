package io.waggle.im.log;

import java.util.List;

/**
 * A message that {@link CopyWork} writes.
 *
 * @param combined the messages that it contains if it is a combined message, in order of their numbers; else empty
 */
public record Copy(Draft draft, List<CombinedRow> combined) {}
