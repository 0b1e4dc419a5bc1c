package io.waggle.benchmarks;

import java.util.List;

/** A server under load, with the peers that are connected to it; the first of them send. */
record Subject(String name, Server server, Load load, List<Peer> peers, int senderCount, int receiversOfOne) {

    /** Not measured: just-in-time compilation makes the first messages cost two to three times as much. */
    void warmUp(long messages) throws Exception {
        load.run(senders(), messages);
    }

    Figures atFullSpeed(long messages) throws Exception {
        double cpu = server.cpuSeconds();
        double seconds = load.run(senders(), messages);
        return figures(messages, seconds, server.cpuSeconds() - cpu);
    }

    Figures atRate(long messages, double perSecond) throws Exception {
        double cpu = server.cpuSeconds();
        double seconds = load.runAt(senders(), messages, perSecond);
        return figures(messages, seconds, server.cpuSeconds() - cpu);
    }

    void disconnect() {
        peers.forEach(Peer::close);
    }

    private List<Peer> senders() {
        return peers.subList(0, senderCount);
    }

    private Figures figures(long messages, double seconds, double cpuSeconds) {
        return Figures.of(messages, messages * receiversOfOne, seconds, cpuSeconds, load.latency());
    }
}
