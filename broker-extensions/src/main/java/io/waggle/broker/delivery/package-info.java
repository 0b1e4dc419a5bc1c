/**
 * Everything that devices receive except presence: {@code d/{did}}, {@code g/{gid}} and {@code g/{gid}/pb}, fed from the
 * fabric's {@code u.{uid}} and {@code g.{gid}}. The node listens to these only for the users and groups that are connected to
 * it.
 *
 * <p>Uses {@code connection}, {@code gate} and {@code downlink}.
 */
@NullMarked
package io.waggle.broker.delivery;

import org.jspecify.annotations.NullMarked;
