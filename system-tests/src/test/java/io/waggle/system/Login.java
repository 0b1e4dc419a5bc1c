package io.waggle.system;

/** A user with one device that is logged in. */
record Login(String username, String uid, String did, String accessToken, String refreshToken) {

    String deviceTopic() {
        return "d/" + did;
    }

    /** Where others send to this user. */
    String inbox() {
        return "to/u/" + uid;
    }

    Login withToken(String token) {
        return new Login(username, uid, did, token, refreshToken);
    }

    Login withDevice(String otherDid) {
        return new Login(username, uid, otherDid, accessToken, refreshToken);
    }
}
