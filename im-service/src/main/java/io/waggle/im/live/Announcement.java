package io.waggle.im.live;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;

/**
 * What is told, and from which device it came.
 *
 * @param again it may have been told before, by a process that has died: brokers find out which devices lack it
 */
public record Announcement(Down down, Id origin, boolean again) {}
