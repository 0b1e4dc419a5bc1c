package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The users whom a business system has made and in whose name it may act. */
@Service
public class AppUsers {

    private final AccountMapper mapper;
    private final AccountService registrations;
    private final TransactionTemplate transaction;

    AppUsers(AccountMapper mapper, AccountService registrations, TransactionTemplate transaction) {
        this.mapper = mapper;
        this.registrations = registrations;
        this.transaction = transaction;
    }

    public Registered register(String app, Registration registration) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Registered registered = registrations.register(registration);
            mapper.claim(registered.uid(), app);
            return registered;
        }));
    }

    public boolean owns(String app, Id uid) {
        return app.equals(mapper.findApp(uid));
    }

    /** Ordered by uid. */
    public List<Id> list(String app, @Nullable Id after, int limit) {
        return mapper.findOfApp(app, after == null ? new Id(0) : after, limit);
    }

    /** Returns the users among these who are the business system's own and whose account is not deactivated. */
    public Set<Id> among(String app, Collection<Id> uids) {
        return uids.isEmpty() ? Set.of() : mapper.findOfAppAmong(app, uids);
    }
}
