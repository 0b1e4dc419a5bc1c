package io.waggle.im.account;

/**
 * How long the users of this server may change their messages, in seconds.
 *
 * @param recallWithin how long after sending a sender may recall a message; 0: not at all
 * @param editWithin how long after sending a sender may edit a message; 0: not at all
 */
record MyLimits(long recallWithin, long editWithin) {

    static MyLimits of(MessageLimits limits) {
        return new MyLimits(
                limits.recallWithin().toSeconds(), limits.editWithin().toSeconds());
    }
}
