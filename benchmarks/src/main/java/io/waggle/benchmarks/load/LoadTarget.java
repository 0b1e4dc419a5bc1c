package io.waggle.benchmarks.load;

import io.waggle.benchmarks.environment.Server;

import java.util.List;

/**
 * A server under load, with the clients that are connected to it.
 *
 * @param senders the clients that send
 * @param unitsOfOne the divisor for a message's processor time: 1, or the number of its receivers
 */
record LoadTarget(
        String name, Server server, Load load, List<LoadClient> clients, List<LoadClient> senders, int unitsOfOne) {

    /** Sends messages without measuring: before the just-in-time compilation, a message costs two to three times as much. */
    void warmUp(int messages) throws Exception {
        load.run(senders, messages);
    }

    Figures atFullSpeed(int messages) throws Exception {
        Server.Cpu before = server.cpu();
        double seconds = load.run(senders, messages);
        return figures(messages, seconds, server.cpu().since(before));
    }

    Figures atRate(int messages, double perSecond) throws Exception {
        Server.Cpu before = server.cpu();
        double seconds = load.runAt(senders, messages, perSecond);
        return figures(messages, seconds, server.cpu().since(before));
    }

    void disconnect() {
        clients.forEach(LoadClient::close);
    }

    private Figures figures(int messages, double seconds, Server.Cpu cpu) {
        return Figures.of(messages, (long) messages * unitsOfOne, seconds, cpu, load.latency());
    }
}
