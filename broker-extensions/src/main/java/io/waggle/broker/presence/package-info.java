/**
 * Who is there: tells the service which devices this node has, and passes on {@code p/{uid}} and {@code p/{uid}/pb} from the
 * fabric's {@code p.{uid}}, to which the node listens only while somebody here watches that user.
 */
@NullMarked
package io.waggle.broker.presence;

import org.jspecify.annotations.NullMarked;
