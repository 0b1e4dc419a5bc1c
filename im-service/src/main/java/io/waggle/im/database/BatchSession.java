package io.waggle.im.database;

import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.mybatis.spring.SqlSessionTemplate;
import org.springframework.stereotype.Component;

/**
 * Mappers that collect inserts until {@link #flush} and then send them as one statement of many rows (the driver's
 * {@code rewriteBatchedStatements}). They share the transaction of the other mappers.
 */
@Component
public class BatchSession {

    private final SqlSessionTemplate session;

    BatchSession(SqlSessionFactory factory) {
        // A transaction has one session per factory, and a session has one executor type, so a second factory is
        // needed.
        session = new SqlSessionTemplate(new DefaultSqlSessionFactory(factory.getConfiguration()), ExecutorType.BATCH);
    }

    public <M> M mapper(Class<M> type) {
        return session.getMapper(type);
    }

    public void flush() {
        session.flushStatements();
    }
}
