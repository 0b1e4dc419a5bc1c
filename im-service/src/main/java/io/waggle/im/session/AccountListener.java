package io.waggle.im.session;

import io.waggle.im.account.AccountBanned;
import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.account.PasswordChanged;
import io.waggle.im.live.Live;
import io.waggle.protocol.ErrorCode;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Ends sessions when their account changes. Sessions end in the same transaction, and their connections are cut after the
 * commit.
 *
 * <p>A ban ends no session. It cuts the connections, and no device of the user may connect while it lasts.
 */
@Component
class AccountListener {

    private final Devices devices;
    private final Live live;

    AccountListener(Devices devices, Live live) {
        this.devices = devices;
        this.live = live;
    }

    /** The returned event is published in turn. */
    @EventListener
    SessionsEnded passwordChanged(PasswordChanged changed) {
        return new SessionsEnded(changed.uid(), devices.endAllBut(changed.uid(), changed.keptDid()));
    }

    @EventListener
    SessionsEnded deactivated(AccountDeactivated deactivated) {
        return new SessionsEnded(deactivated.uid(), devices.endAllBut(deactivated.uid(), null));
    }

    @TransactionalEventListener
    void ended(SessionsEnded ended) {
        ended.dids().forEach(did -> devices.announceEnd(ended.uid(), did));
    }

    @TransactionalEventListener
    void banned(AccountBanned banned) {
        live.cut(banned.uid(), Live.ALL_DEVICES, ErrorCode.BANNED);
    }
}
