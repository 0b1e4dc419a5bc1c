package io.waggle.embedded.s3;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The libraries that are packed into this jar, as files that a class loader can read. */
record StoreLibraries(List<URL> urls) {

    private static final String SERVER = "io.waggle.embedded.s3.S3Server";

    /** Writes the libraries to the folder, unless they exist. */
    static StoreLibraries unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<URL> urls = new ArrayList<>();
        urls.add(StoreLibraries.class.getProtectionDomain().getCodeSource().getLocation());
        for (String name : names()) {
            Path file = folder.resolve(Path.of(name).getFileName().toString());
            if (!Files.exists(file)) {
                copy(name, file);
            }
            urls.add(url(file));
        }
        return new StoreLibraries(urls);
    }

    /** Starts the server. Only JDK types are exchanged with the separate class loader. */
    StartedServer start(String objects, String endpoint, String accessKey, String secretKey) throws IOException {
        URLClassLoader loader = new URLClassLoader("embedded-s3", urls.toArray(URL[]::new), new LoggingOnly());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object server = loader.loadClass(SERVER)
                    .getMethod("start", String.class, String.class, String.class, String.class)
                    .invoke(null, objects, endpoint, accessKey, secretKey);
            return new StartedServer(((IntSupplier) server).getAsInt(), (Closeable) server, loader);
        } catch (InvocationTargetException failed) {
            loader.close();
            throw new IOException("the store did not start: " + failed.getCause(), failed.getCause());
        } catch (ReflectiveOperationException damaged) {
            loader.close();
            throw new IllegalStateException("the store's libraries are damaged", damaged);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<String> names() throws IOException {
        try (InputStream list = resource("libraries")) {
            return List.of(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(":", -1));
        }
    }

    /** Copies under a temporary name and renames, so that no reader sees a partial file. */
    private static void copy(String name, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "part", null);
        try (InputStream library = resource(name)) {
            Files.copy(library, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream stream = StoreLibraries.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name + " is not in this jar");
        }
        return stream;
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
