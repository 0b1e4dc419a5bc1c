package io.waggle.im.session;

/** @param jwk with its private part */
record SigningKeyRow(String kid, String jwk, long createdAt) {

    @Override
    public String toString() {
        return "SigningKeyRow[kid=" + kid + "]";
    }
}
