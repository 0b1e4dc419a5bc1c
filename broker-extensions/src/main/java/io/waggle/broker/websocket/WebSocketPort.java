package io.waggle.broker.websocket;

import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/**
 * Adds a {@link WrongPathRefusal} to each connection to the WebSocket port of an embedded broker. HiveMQ CE answers only
 * requests for its own path; a request for another path gets no answer until HiveMQ closes the connection.
 *
 * <p>Netty finds this class by itself, for every server in the process, once {@link WebSocketPaths} has enabled it.
 */
public final class WebSocketPort extends ChannelInitializerExtension {

    private static final String REFUSAL = "waggle_wrong_path";

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        // After the broker's own initializer, which runs first.
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel initialized) {
                if (initialized.pipeline().get(ChannelHandlerNames.WEBSOCKET_SERVER_PROTOCOL_HANDLER) != null) {
                    initialized
                            .pipeline()
                            .addAfter(
                                    ChannelHandlerNames.WEBSOCKET_SERVER_PROTOCOL_HANDLER,
                                    REFUSAL,
                                    new WrongPathRefusal());
                }
            }
        });
    }
}
