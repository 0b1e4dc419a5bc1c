package io.waggle.benchmarks.load;

import java.util.List;

/** Where a peer sends, and who must receive it. */
record Route(String topic, List<Peer> receivers) {}
