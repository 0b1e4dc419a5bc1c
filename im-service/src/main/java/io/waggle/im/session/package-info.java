/**
 * Sessions and devices. A login creates a device, and the device holds tokens. When the device is removed, its session ends
 * everywhere at once. Something that cannot log in is provisioned with a secret or a certificate. Answers brokers on
 * {@code im.connect} and {@code im.keys}.
 *
 * <p>Owns the tables {@code device}, {@code refresh_token} and {@code signing_key}.
 */
@NullMarked
package io.waggle.im.session;

import org.jspecify.annotations.NullMarked;
