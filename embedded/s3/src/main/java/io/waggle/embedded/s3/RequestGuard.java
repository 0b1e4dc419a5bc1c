package io.waggle.embedded.s3;

import org.gaul.shaded.org.eclipse.jetty.http.HttpException;
import org.gaul.shaded.org.eclipse.jetty.http.HttpField;
import org.gaul.shaded.org.eclipse.jetty.http.HttpFields;
import org.gaul.shaded.org.eclipse.jetty.http.HttpMethod;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.util.Fields;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Adds the request checks that S3Proxy lacks.
 *
 * <p>From other machines, only signed addresses are accepted: a signature in a header covers the body, which S3Proxy reads into
 * memory before it verifies the signature. With a signed address, an {@code x-amz-} header that is not signed is refused, as in
 * S3: one such header copies any object into the one that may be put, another makes it public.
 *
 * <p>Answers forbid browsers to guess a content type that differs from the stated one.
 */
final class RequestGuard implements HttpConfiguration.Customizer {

    private static final String S3_PREFIX = "x-amz-";
    private static final int FORBIDDEN = 403;

    @Override
    public Request customize(Request request, HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        Fields query = Request.extractQueryParameters(request);
        if (query.getValue("X-Amz-Algorithm") != null) {
            refuseUnsigned(request.getHeaders(), query.getValue("X-Amz-SignedHeaders"));
        } else if (!HttpMethod.OPTIONS.is(request.getMethod())
                && !isLocal(
                        request.getConnectionMetaData().getRemoteSocketAddress(),
                        request.getConnectionMetaData().getLocalSocketAddress())) {
            throw new HttpException.RuntimeException(FORBIDDEN, "the address has no signature");
        }
        return request;
    }

    /** Returns whether a request comes from this machine. */
    static boolean isLocal(SocketAddress remote, SocketAddress local) {
        return remote instanceof InetSocketAddress from
                && local instanceof InetSocketAddress to
                && (from.getAddress().isLoopbackAddress() || from.getAddress().equals(to.getAddress()));
    }

    private static void refuseUnsigned(HttpFields headers, String signedHeaders) {
        List<String> signed = signedHeaders == null
                ? List.of()
                : Arrays.asList(signedHeaders.toLowerCase(Locale.ROOT).split(";"));
        for (HttpField header : headers) {
            String name = header.getLowerCaseName();
            if (name.startsWith(S3_PREFIX) && !signed.contains(name)) {
                throw new HttpException.RuntimeException(FORBIDDEN, "the header " + name + " is not signed");
            }
        }
    }
}
