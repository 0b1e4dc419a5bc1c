package io.waggle.benchmarks;

import java.util.List;

/** A server under load, with the peers that are connected to it; the first of them send. */
record Subject(String name, Server server, Load load, List<Peer> peers, int senderCount, int receiversOfOne) {

    /** Not measured: just-in-time compilation makes the first messages cost two to three times as much. */
    void warmUp(long messages) throws Exception {
        load.run(senders(), messages);
    }

    Figures atFullSpeed(long messages) throws Exception {
        Server.Cpu before = server.cpu();
        double seconds = load.run(senders(), messages);
        return figures(messages, seconds, server.cpu().since(before));
    }

    Figures atRate(long messages, double perSecond) throws Exception {
        Server.Cpu before = server.cpu();
        double seconds = load.runAt(senders(), messages, perSecond);
        return figures(messages, seconds, server.cpu().since(before));
    }

    void disconnect() {
        peers.forEach(Peer::close);
    }

    private List<Peer> senders() {
        return peers.subList(0, senderCount);
    }

    private Figures figures(long messages, double seconds, Server.Cpu cpu) {
        return Figures.of(messages, messages * receiversOfOne, seconds, cpu, load.latency());
    }
}
