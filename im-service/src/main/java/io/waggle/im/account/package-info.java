/**
 * Accounts: users, their usernames, passwords, profiles and standing.
 *
 * <p>Owns the table {@code account}.
 */
@NullMarked
package io.waggle.im.account;

import org.jspecify.annotations.NullMarked;
