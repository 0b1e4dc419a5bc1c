/**
 * Sessions and devices: a login makes a device, the device holds tokens, and when the device is removed the session ends
 * everywhere at once. What cannot log in is provisioned with a secret or a certificate. Answers brokers on {@code im.connect} and {@code im.keys}.
 *
 * <p>Owns the tables {@code device}, {@code refresh_token} and {@code signing_key}.
 */
@NullMarked
package io.waggle.im.session;

import org.jspecify.annotations.NullMarked;
