package io.waggle.embedded.s3;

/**
 * The parent of the store's class loader. It shows the store only the JDK and slf4j, so that the store writes to Waggle's log.
 */
final class LoggingOnly extends ClassLoader {

    private static final String VISIBLE = "org.slf4j.";

    LoggingOnly() {
        super("embedded-s3-wall", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(VISIBLE)) {
            return LoggingOnly.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
