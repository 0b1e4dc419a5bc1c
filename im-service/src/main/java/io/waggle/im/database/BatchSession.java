package io.waggle.im.database;

import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.mybatis.spring.SqlSessionTemplate;
import org.springframework.stereotype.Component;

/**
 * Mappers whose inserts wait until {@link #flush} and then travel as one statement of many rows (the driver's
 * {@code rewriteBatchedStatements}). They share a transaction with the ordinary ones.
 */
@Component
public class BatchSession {

    private final SqlSessionTemplate session;

    BatchSession(SqlSessionFactory factory) {
        // A transaction has one session per factory, and a session has one way to execute: hence a second factory.
        session = new SqlSessionTemplate(new DefaultSqlSessionFactory(factory.getConfiguration()), ExecutorType.BATCH);
    }

    public <M> M mapper(Class<M> type) {
        return session.getMapper(type);
    }

    public void flush() {
        session.flushStatements();
    }
}
