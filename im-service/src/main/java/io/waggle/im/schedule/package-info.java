/**
 * Messages that are sent at a time that their sender chooses. {@link ScheduleService} stores and changes them, and
 * {@link ScheduledSender} sends them when they are due, through {@link io.waggle.im.message.Messages} like every message.
 *
 * <p>Owns the table {@code scheduled_message}.
 */
@NullMarked
package io.waggle.im.schedule;

import org.jspecify.annotations.NullMarked;
