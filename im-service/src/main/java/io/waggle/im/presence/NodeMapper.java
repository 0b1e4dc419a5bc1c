package io.waggle.im.presence;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.List;

/** The brokers that live, by what they call themselves. */
@Mapper
interface NodeMapper {

    /** Does nothing if the node is there. */
    void insert(@Param("node") long node, @Param("renewedAt") long renewedAt);

    /** Returns 0 if the node is not there or has ended, or a later report was heard already. */
    int renew(@Param("node") long node, @Param("number") long number, @Param("renewedAt") long renewedAt);

    boolean exists(@Param("node") long node);

    void end(@Param("node") long node);

    void endSilentSince(@Param("renewedAt") long renewedAt);

    List<NodeRow> findEnded();

    void delete(@Param("node") long node);
}
