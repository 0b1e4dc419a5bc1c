package io.waggle.im.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.service.http.Open;
import io.waggle.service.idempotency.Idempotent;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "sessions")
class SessionController {

    private final SessionService sessions;
    private final Devices devices;

    SessionController(SessionService sessions, Devices devices) {
        this.sessions = sessions;
        this.devices = devices;
    }

    @Open
    @Idempotent
    @Operation(summary = "Log in on a new device")
    @PostMapping("/v1/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    Session login(@RequestBody Login login) {
        return sessions.login(login);
    }

    @Open
    @Idempotent
    @Operation(summary = "Exchange a refresh token for new tokens; each can be exchanged once")
    @PostMapping("/v1/sessions/refresh")
    Session refresh(@RequestBody Refresh refresh) {
        return sessions.refresh(refresh);
    }

    @Open
    @Operation(summary = "Exchange a provisioned device's secret for an access token")
    @PostMapping("/v1/sessions/device")
    Session exchange(@RequestBody DeviceLogin login) {
        return sessions.exchange(login);
    }

    @Operation(summary = "Log out on this device")
    @Rpc("sessions.end")
    @DeleteMapping("/v1/sessions/current")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(Caller caller) {
        devices.remove(caller, caller.did());
    }
}
