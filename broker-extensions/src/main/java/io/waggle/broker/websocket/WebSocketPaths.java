package io.waggle.broker.websocket;

/** Switches on the {@link WebSocketPort} of an embedded broker. Whoever embeds a broker needs no class of Netty for it. */
public final class WebSocketPaths {

    private WebSocketPaths() {}

    /** Called before a broker is started in this process. */
    public static void refuseWrongPaths() {
        System.setProperty(WebSocketPort.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }
}
