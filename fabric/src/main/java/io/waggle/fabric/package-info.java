/**
 * How brokers and services find and call each other: requests with an answer and a deadline, and publishes by subject.
 *
 * <p>Subjects and semantics are those of NATS core, so that one machine and many run the same code: bytes travel, never
 * objects; a request goes to one of the servers of its subject; a publish goes to whoever listens at that moment and
 * is lost if nobody does. What it loses, sequence numbers and the database repair.
 */
@NullMarked
package io.waggle.fabric;

import org.jspecify.annotations.NullMarked;
