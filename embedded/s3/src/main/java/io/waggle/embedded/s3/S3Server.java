package io.waggle.embedded.s3;

import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConnectionFactory;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.ServerConnector;
import org.gaul.shaded.org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/** S3Proxy on a folder. It runs in the separate class loader and is called by reflection. */
public record S3Server(S3Proxy proxy) implements Closeable, IntSupplier {

    private static final int THREADS = 64;

    public static S3Server start(String objects, String endpoint, String accessKey, String secretKey) throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects))
                .endpoint(URI.create(endpoint))
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                .jettyMaxThreads(THREADS)
                .corsRules(anyPage())
                .build();
        guard(proxy);
        proxy.start();
        return new S3Server(proxy);
    }

    /** Allows all origins, because the signature in the address grants the access and not the page's origin. */
    private static CrossOriginResourceSharing anyPage() {
        return new CrossOriginResourceSharing(
                List.of("*"), List.of("GET", "HEAD", "PUT"), List.of("*"), List.of("ETag"), "");
    }

    /** Installs the {@link RequestGuard} by reflection: S3Proxy has no setting for it and contains a renamed Jetty. */
    private static void guard(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(proxy);
        server.getBean(ServerConnector.class)
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .addCustomizer(new RequestGuard());
        // A client that sends a file very slowly occupies a thread for the whole time, so there must be enough threads.
        ((QueuedThreadPool) server.getThreadPool())
                .setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public int getAsInt() {
        return proxy.getPort();
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            throw new IOException("the store did not stop", fault);
        }
    }
}
