package io.waggle.broker.websocket;

/** Enables the {@link WebSocketPort} of an embedded broker, without the caller needing a class of Netty. */
public final class WebSocketPaths {

    private WebSocketPaths() {}

    /** Enables it. Called before a broker is started in this process. */
    public static void refuseWrongPaths() {
        System.setProperty(WebSocketPort.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }
}
