package io.waggle.im.presence;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

/** The nodes, which are the running brokers, by the number that each has chosen. */
@Mapper
interface NodeMapper {

    /** Inserts a node. Does nothing if it exists. */
    void insert(@Param("node") long node, @Param("renewedAt") long renewedAt);

    /** Returns 0 if the node does not exist or has ended, or if a later report was received before. */
    int renew(@Param("node") long node, @Param("number") long number, @Param("renewedAt") long renewedAt);

    boolean exists(@Param("node") long node);

    void end(@Param("node") long node);

    void endSilentSince(@Param("renewedAt") long renewedAt);

    List<NodeRow> findEnded();

    void delete(@Param("node") long node);
}
