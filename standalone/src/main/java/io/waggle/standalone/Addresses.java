package io.waggle.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The addresses that a node listens on, and the host that clients connect to.
 *
 * @param host the host for clients, in brackets if it is an IPv6 address
 */
record Addresses(String host, String http, String mqtt, String webSocket) {

    /** Checks before the start that all addresses can be listened on. */
    static Addresses check(Options options) {
        InetAddress bind = resolve(options.bind());
        if (options.demo() && !bind.isLoopbackAddress()) {
            throw new Problem(
                    "--demo works on this machine only, because its page lets everybody in: leave out --bind, "
                            + "or leave out --demo");
        }
        Map<String, Integer> ports =
                Map.of("http", options.http(), "mqtt", options.mqtt(), "ws", options.ws(), "s3", options.s3());
        ports.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(port -> check(bind, port));
        InetAddress announced = bind.isAnyLocalAddress() ? ownAddress() : bind;
        String text = announced.getHostAddress();
        String host = text.contains(":") ? "[" + text + "]" : text;
        return new Addresses(
                host,
                "http://" + host + ":" + options.http(),
                "mqtt://" + host + ":" + options.mqtt(),
                "ws://" + host + ":" + options.ws() + "/mqtt");
    }

    /** Returns the origin of an address, which is the address without its path. */
    static String origin(String address) {
        URI uri = URI.create(address);
        if (uri.getAuthority() == null) {
            throw new Problem("the store's address " + address + " is not a URL: give one such as http://minio:9000");
        }
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static InetAddress resolve(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new Problem("--bind " + bind + " is not an address: give an IP address of this machine", unknown);
        }
    }

    private static void check(InetAddress bind, Map.Entry<String, Integer> port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(bind, port.getValue()));
        } catch (BindException refused) {
            throw new Problem(reason(String.valueOf(refused.getMessage()), bind, port), refused);
        } catch (IOException fault) {
            throw new Problem(
                    "cannot listen on " + bind.getHostAddress() + ":" + port.getValue() + ": " + fault.getMessage(),
                    fault);
        }
    }

    private static String reason(String message, InetAddress bind, Map.Entry<String, Integer> port) {
        String option = "--" + port.getKey();
        if (message.contains("Cannot assign")) {
            return "--bind " + bind.getHostAddress() + " is not an address of this machine";
        }
        if (message.contains("Permission denied")) {
            return "port " + port.getValue() + " needs root privileges: choose one above 1023 with " + option + " PORT";
        }
        return "port " + port.getValue() + " is in use: stop what uses it, or choose another with " + option + " PORT";
    }

    /** Returns this machine's own address, for clients on other machines when the node listens on all addresses. */
    private static InetAddress ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(InetAddress::isSiteLocalAddress)
                    .findFirst()
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException fault) {
            throw new Problem("cannot list the addresses of this machine: " + fault.getMessage(), fault);
        }
    }
}
