package io.waggle.fabric;

import io.waggle.protocol.Id;

/** The subjects of the fabric. The messages on them are in {@code waggle/v1/fabric.proto}. */
public final class Subjects {

    /** ConnectRequest → ConnectReply. */
    public static final String CONNECT = "im.connect";

    /** SendRequest → SendReply. */
    public static final String SEND = "im.send";

    /** NowRequest → NowReply. */
    public static final String NOW = "im.now";

    /** RpcRequest → RpcReply. */
    public static final String RPC = "im.rpc";

    /** KeysRequest → KeysReply. */
    public static final String KEYS = "im.keys";

    /** WatchRequest → WatchReply. */
    public static final String WATCH = "im.watch";

    /** PresenceReport → PresenceReply. */
    public static final String PRESENCE = "im.presence";

    /** SyncRequest → SyncReply. */
    public static final String SYNC = "im.sync";

    /** FetchRequest → FetchReply. */
    public static final String FETCH = "im.fetch";

    /** AckRequest → AckReply. */
    public static final String ACK = "im.ack";

    /** CallerRequest → CallerReply. */
    public static final String CALLER = "im.caller";

    /** MediaUseRequest → MediaUseReply. */
    public static final String MEDIA_USE = "media.use";

    /** MediaReaderRequest → MediaReaderReply. */
    public static final String MEDIA_READER = "im.media.reader";

    /** MediaReferenced → MediaReferenced. */
    public static final String MEDIA_REFERENCED = "im.media.referenced";

    private Subjects() {}

    /** Envelopes for all devices of a user. */
    public static String user(Id uid) {
        return "u." + uid;
    }

    /** Envelopes for all members of a group. */
    public static String group(Id gid) {
        return "g." + gid;
    }

    /** WatchedEvents for the watchers of a user. */
    public static String presence(Id uid) {
        return "p." + uid;
    }
}
