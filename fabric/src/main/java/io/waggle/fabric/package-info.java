/**
 * The connection between brokers and services: requests with an answer and a deadline, and publishes by subject.
 *
 * <p>Subjects and semantics are those of NATS core, so that one machine and many run the same code. Bytes travel, never
 * objects. A request goes to one of the servers of its subject. A publish goes to everyone who listens at that moment, and is
 * lost if there is no listener. Sequence numbers and the database repair such losses.
 */
@NullMarked
package io.waggle.fabric;

import org.jspecify.annotations.NullMarked;
