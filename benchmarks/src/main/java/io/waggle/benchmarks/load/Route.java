package io.waggle.benchmarks.load;

import java.util.List;

/** The topic that a client publishes to, and the clients that must receive the message. */
record Route(String topic, List<LoadClient> receivers) {}
