/**
 * Custom relations: business systems define their types and record them between users, such as an agent and a customer.
 *
 * <p>Owns the tables {@code relation_type} and {@code relation}.
 */
@NullMarked
package io.waggle.im.customrelation;

import org.jspecify.annotations.NullMarked;
