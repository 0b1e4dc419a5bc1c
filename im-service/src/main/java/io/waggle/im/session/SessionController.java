package io.waggle.im.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Open;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
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
    @Operation(operationId = "login", summary = "Log in on a new device")
    @PostMapping("/v1/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.BAD_CREDENTIALS, ErrorCode.BANNED, ErrorCode.DEVICE_LIMIT, ErrorCode.OVERLOADED})
    Session login(@RequestBody Login login) {
        return sessions.login(login);
    }

    @Open
    @Idempotent
    @Operation(
            operationId = "refreshSession",
            summary = "Exchange a refresh token for new tokens; a refresh token can be exchanged only once")
    @PostMapping("/v1/sessions/refresh")
    @Refuses({
        ErrorCode.UNAUTHENTICATED,
        ErrorCode.TOKEN_EXPIRED,
        ErrorCode.SESSION_ENDED,
        ErrorCode.DEVICE_REPLACED,
        ErrorCode.BANNED
    })
    Session refresh(@RequestBody Refresh refresh) {
        return sessions.refresh(refresh);
    }

    @Open
    @Operation(
            operationId = "openDeviceSession",
            summary = "Exchange a provisioned device's secret for an access token")
    @PostMapping("/v1/sessions/device")
    @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_ENDED, ErrorCode.DEVICE_REPLACED, ErrorCode.BANNED})
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
