package io.waggle.benchmarks.load;

import java.util.List;

/** The topic that a peer publishes to, and the peers that must receive the message. */
record Route(String topic, List<LoadClient> receivers) {}
