package io.waggle.broker;

import io.waggle.fabric.Fabric;
import io.waggle.fabric.NatsFabric;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** The source of the extension's fabric, which also knows who closes it. */
interface FabricSource {

    /** Opens the fabric, or throws an exception that says what to change. */
    Fabric open();

    void release(Fabric fabric);

    /** Returns a source for the caller's fabric, which is not closed here. */
    static FabricSource of(Fabric fabric) {
        return new FabricSource() {
            @Override
            public Fabric open() {
                return fabric;
            }

            @Override
            public void release(Fabric opened) {}
        };
    }

    /** Returns a source for the fabric that {@code WAGGLE_FABRIC} or the system property {@code waggle.fabric} names. */
    static FabricSource environment() {
        return new FabricSource() {
            @Override
            public Fabric open() {
                return connect(System.getProperty("waggle.fabric", System.getenv("WAGGLE_FABRIC")));
            }

            @Override
            public void release(Fabric opened) {
                opened.close();
            }
        };
    }

    private static Fabric connect(@Nullable String url) {
        if (url == null || !url.startsWith("nats://")) {
            throw new IllegalStateException(
                    "WAGGLE_FABRIC names no NATS server. Set it to one, such as nats://localhost:4222");
        }
        String shown = NatsFabric.withoutPassword(url);
        try {
            return NatsFabric.connect(url);
        } catch (IOException unreachable) {
            throw new IllegalStateException("Cannot reach the fabric at " + shown + " (WAGGLE_FABRIC): "
                    + NatsFabric.withoutPassword(String.valueOf(unreachable.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting to " + shown, interrupted);
        }
    }
}
