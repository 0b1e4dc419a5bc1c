package io.waggle.system.library;

import com.sun.net.httpserver.HttpServer;
import io.waggle.system.server.WaggleProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves files as a separate web site: its port makes it a different origin than Waggle's and the store's. */
record PageServer(HttpServer server) implements AutoCloseable {

    /** @param files by path, such as {@code /page.js} */
    static PageServer start(Map<String, Path> files) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(WaggleProcess.ADDRESS, 0), 0);
            files.forEach((path, file) -> serve(server, path, file));
            server.start();
            return new PageServer(server);
        } catch (IOException failure) {
            throw new UncheckedIOException("no page can be served", failure);
        }
    }

    String address(String path) {
        return "http://" + WaggleProcess.HOST + ":" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void serve(HttpServer server, String path, Path file) {
        String type = path.endsWith(".js") ? "text/javascript" : "text/html";
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] content = Files.readAllBytes(file);
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
    }
}
