package io.waggle.im.account;

import io.waggle.im.http.Patch;

/** A change of a user's privacy settings. */
record PrivacyChange(Patch<Audience> find, Patch<Audience> add, Patch<Audience> message) {

    /** A setting that is cleared gets the value of a new account. */
    Privacy over(Privacy now) {
        return new Privacy(open(find, now.find()), open(add, now.add()), message.over(now.message()));
    }

    private static Audience open(Patch<Audience> change, Audience now) {
        Audience wanted = change.over(now);
        return wanted == null ? Audience.EVERYONE : wanted;
    }
}
