package io.waggle.im.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Page;
import io.waggle.im.rpc.Rpc;
import io.waggle.protocol.Id;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "devices")
class DeviceController {

    private final Devices devices;

    DeviceController(Devices devices) {
        this.devices = devices;
    }

    @Operation(summary = "My devices")
    @Rpc("devices.list")
    @GetMapping("/v1/devices")
    Page<Device> list(Caller caller) {
        return devices.list(caller);
    }

    @Operation(summary = "Log out on one of my devices")
    @Rpc("devices.remove")
    @DeleteMapping("/v1/devices/{did}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable Id did) {
        devices.remove(caller, did);
    }
}
