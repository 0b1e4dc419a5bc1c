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

/** Connects peers. All run on one thread, so that the load takes at most one of the machine's processors. */
final class Generator implements AutoCloseable {

    private static final int LARGEST_PACKET = 65_536;
    private static final long SECONDS_TO_CONNECT = 30;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);

    List<Peer> connect(int port, List<Peer.Login> logins, Peer.Listener listener)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Peer> peers = new ArrayList<>();
        for (Peer.Login login : logins) {
            Peer peer = new Peer(login, listener);
            new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(MqttEncoder.INSTANCE, new MqttDecoder(LARGEST_PACKET), peer);
                        }
                    })
                    .connect("127.0.0.1", port)
                    .sync();
            peers.add(peer.ready().get(SECONDS_TO_CONNECT, TimeUnit.SECONDS));
        }
        return peers;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
