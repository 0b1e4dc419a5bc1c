package io.waggle.system.client;

/** A user with one device that is logged in. */
public record Login(String username, String uid, String did, String accessToken, String refreshToken) {

    public String deviceTopic() {
        return "d/" + did;
    }

    /** Returns the topic on which others send to this user. */
    public String inbox() {
        return "to/u/" + uid;
    }

    public Login withToken(String token) {
        return new Login(username, uid, did, token, refreshToken);
    }

    public Login withDevice(String otherDid) {
        return new Login(username, uid, otherDid, accessToken, refreshToken);
    }
}
