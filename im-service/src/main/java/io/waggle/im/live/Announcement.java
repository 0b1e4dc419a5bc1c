package io.waggle.im.live;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;

/**
 * An entry or a notice to send, and the device that caused it.
 *
 * @param again whether it may have been sent before, by a process that has died; brokers then find out which devices lack it
 */
public record Announcement(Down down, Id origin, boolean again) {}
