/**
 * What users are to each other: who asked whom to be friends and who is, who blocks and who follows whom, and what business
 * systems say of their users. {@link Relations} answers for other features; {@link Circles} keeps changes in order.
 *
 * <p>Owns the tables {@code friend_request}, {@code circle}, {@code departure}, {@code friendship},
 * {@code former_friendship}, {@code user_block}, {@code follow}, {@code relation_type} and {@code relation}.
 */
@NullMarked
package io.waggle.im.relation;

import org.jspecify.annotations.NullMarked;
