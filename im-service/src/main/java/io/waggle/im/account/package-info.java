/**
 * Accounts: who exists, under which name, and with which password.
 *
 * <p>Owns the table {@code account}.
 */
@NullMarked
package io.waggle.im.account;

import org.jspecify.annotations.NullMarked;
