/** Tests of messages: sent, acknowledged, refused, changed, read, and seen by the right users only. */
@NullMarked
package io.waggle.system.message;

import org.jspecify.annotations.NullMarked;
