package io.waggle.im.log;

import io.waggle.protocol.v1.ReactionCount;

import java.util.List;
import java.util.Set;

/**
 * The reactions to a message after a change.
 *
 * @param changed whether this change had an effect
 * @param counts the most frequent emoji first
 * @param own the emoji of the user who made the change
 */
public record Reacted(boolean changed, List<ReactionCount> counts, Set<String> own) {}
