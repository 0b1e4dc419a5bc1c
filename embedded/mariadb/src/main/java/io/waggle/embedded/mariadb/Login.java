package io.waggle.embedded.mariadb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The login to a server, and a check whether the server can be reached. */
record Login(int port, String password) {

    String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?sslMode=DISABLED";
    }

    /** Waits until the login succeeds, as long as the server's process lives. */
    boolean awaitAnswer(ProcessHandle process, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (answers()) {
                // A foreign server on this port does not accept the password; the own server may have died meanwhile.
                return process.isAlive();
            }
            if (hasExited(process, Duration.ofMillis(50))) {
                return false;
            }
        }
        return false;
    }

    boolean portIsFree() {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(
                url(Server.DATABASE) + "&connectTimeout=2000&socketTimeout=5000", Server.USER, password)) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static boolean hasExited(ProcessHandle process, Duration wait) throws InterruptedException {
        try {
            process.onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alive) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
