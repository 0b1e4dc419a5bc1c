package io.waggle.broker;

import io.waggle.fabric.Fabric;
import io.waggle.fabric.NatsFabric;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Where the extension's fabric comes from, and whose it is. */
interface FabricSource {

    /** Throws what says how to put it right if there is no fabric. */
    Fabric open();

    void release(Fabric fabric);

    /** One that belongs to somebody else. */
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

    /** What {@code WAGGLE_FABRIC}, or the system property {@code waggle.fabric}, names. */
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
            throw new IllegalStateException("Set WAGGLE_FABRIC to the NATS server, such as nats://localhost:4222");
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
