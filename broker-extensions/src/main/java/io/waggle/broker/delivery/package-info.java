/**
 * What devices receive: {@code d/{did}}, {@code g/{gid}} and {@code g/{gid}/pb}, fed from the fabric's {@code u.{uid}} and
 * {@code g.{gid}}, to which this node listens only for the users and groups that are connected here.
 */
@NullMarked
package io.waggle.broker.delivery;

import org.jspecify.annotations.NullMarked;
