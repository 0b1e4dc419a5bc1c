package io.waggle.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** A plain TCP connection to an HTTP server on the loopback address, for requests that an HTTP client cannot send. */
public final class RawHttp implements AutoCloseable {

    /** Small, so that a server cannot send all of a long answer before the client reads. */
    private static final int RECEIVE_BUFFER = 1_024;

    private final Socket socket;

    private RawHttp(Socket socket) {
        this.socket = socket;
    }

    public static RawHttp connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawHttp(socket);
    }

    /** Returns the answers to a request after which the client sends nothing more. */
    public static String answerTo(int port, String request) throws IOException {
        try (RawHttp http = connect(port)) {
            http.send(request);
            http.socket.shutdownOutput();
            return new String(http.socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** Sends a text; each character is one byte. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    /** Reads this many bytes, or fewer if the connection ends. */
    public String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    /** Closes the connection with RST instead of FIN. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
