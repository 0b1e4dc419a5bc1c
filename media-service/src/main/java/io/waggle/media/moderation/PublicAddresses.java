package io.waggle.media.moderation;

import okhttp3.Dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves names to addresses of the public internet only. The connection uses the address that was checked here, so changing
 * the name's DNS record afterwards (DNS rebinding) has no effect.
 *
 * @param allowPrivate allows a check that runs in a private network
 */
record PublicAddresses(boolean allowPrivate) implements Dns {

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : addresses) {
            if (!allowPrivate && !isPublic(address)) {
                throw new UnknownHostException(
                        host + " is a private address; set waggle.media.moderation.hook-private to allow it");
            }
        }
        return addresses;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublicSix(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int first = four[0] & 0xFF;
        int second = four[1] & 0xFF;
        return switch (first) {
            case 0 -> false;
            // Carrier-grade NAT (RFC 6598).
            case 100 -> second < 64 || second > 127;
            case 192 -> second != 0;
            // Benchmarking (RFC 2544).
            case 198 -> second != 18 && second != 19;
            default -> first < 224;
        };
    }

    /** Returns whether it is in 2000::/3 and does not contain an IPv4 address. */
    private static boolean isPublicSix(byte[] six) {
        boolean global = (six[0] & 0xE0) == 0x20;
        boolean sixToFour = six[0] == 0x20 && six[1] == 0x02;
        boolean teredo = six[0] == 0x20 && six[1] == 0x01 && six[2] == 0 && six[3] == 0;
        return global && !sixToFour && !teredo;
    }
}
