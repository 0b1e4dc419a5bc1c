package io.waggle.embedded.store;

/** The wall: behind it are the JDK and slf4j, so that the store logs where Waggle logs, and nothing else. */
final class LoggingOnly extends ClassLoader {

    private static final String VISIBLE = "org.slf4j.";

    LoggingOnly() {
        super("embedded-store-wall", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(VISIBLE)) {
            return LoggingOnly.class.getClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
