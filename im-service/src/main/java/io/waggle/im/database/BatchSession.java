package io.waggle.im.database;

import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.mybatis.spring.SqlSessionTemplate;
import org.springframework.stereotype.Component;

/**
 * Mappers whose inserts wait until {@link #flush} and then travel as one statement of many rows (the driver's
 * {@code rewriteBatchedStatements}). A transaction uses these mappers or the ordinary ones for writing, not both.
 */
@Component
public class BatchSession {

    private final SqlSessionTemplate session;

    BatchSession(SqlSessionFactory factory) {
        session = new SqlSessionTemplate(factory, ExecutorType.BATCH);
    }

    public <M> M mapper(Class<M> type) {
        return session.getMapper(type);
    }

    public void flush() {
        session.flushStatements();
    }
}
