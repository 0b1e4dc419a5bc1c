package io.waggle.im.account;

/** What an account may do beyond its own affairs. */
enum Role {
    USER,
    ADMIN
}
