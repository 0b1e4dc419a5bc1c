package io.waggle.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects the clients that send and receive. All run on one thread, so that the load takes at most one of the machine's
 * processors.
 */
final class Generator implements AutoCloseable {

    private static final int LARGEST_PACKET = 65_536;
    private static final long SECONDS_TO_CONNECT = 30;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);

    List<LoadClient> connect(int port, List<LoadClient.Login> logins, LoadClient.Listener listener)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<LoadClient> clients = new ArrayList<>();
        for (LoadClient.Login login : logins) {
            LoadClient client = new LoadClient(login, listener);
            new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(MqttEncoder.INSTANCE, new MqttDecoder(LARGEST_PACKET), client);
                        }
                    })
                    .connect("127.0.0.1", port)
                    .sync();
            clients.add(client.ready().get(SECONDS_TO_CONNECT, TimeUnit.SECONDS));
        }
        return clients;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
