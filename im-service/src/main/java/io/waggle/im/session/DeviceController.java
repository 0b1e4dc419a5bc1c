package io.waggle.im.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "devices")
class DeviceController {

    private final Devices devices;
    private final ProvisionedDevices provisioned;

    DeviceController(Devices devices, ProvisionedDevices provisioned) {
        this.devices = devices;
        this.provisioned = provisioned;
    }

    @Operation(summary = "List the devices of the caller")
    @Rpc("devices.list")
    @GetMapping("/v1/devices")
    Page<Device> list(Caller caller) {
        return devices.list(caller);
    }

    @Operation(summary = "Remove a device of the caller; its session ends")
    @Rpc("devices.remove")
    @DeleteMapping("/v1/devices/{did}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable Id did) {
        devices.remove(caller, did);
    }

    @Idempotent
    @Operation(summary = "Provision a device for something that cannot log in; its secret is shown only in this answer")
    @Rpc("devices.provision")
    @PostMapping("/v1/devices")
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses(ErrorCode.DEVICE_LIMIT)
    Provisioned provision(Caller caller, @RequestBody Provision provision) {
        return provisioned.provision(caller, provision);
    }

    @Idempotent
    @Operation(summary = "Give a provisioned device a new secret; its old credential stops working at once")
    @Rpc("devices.rotate")
    @PostMapping("/v1/devices/{did}/secret")
    Provisioned rotate(Caller caller, @PathVariable Id did) {
        return provisioned.rotateSecret(caller, did);
    }

    @Operation(summary = "Give a provisioned device a new certificate; its old credential stops working at once")
    @Rpc("devices.certificate")
    @PutMapping("/v1/devices/{did}/certificate")
    Provisioned rotateCertificate(Caller caller, @PathVariable Id did, @RequestBody CertificateChange change) {
        return provisioned.rotateCertificate(caller, did, change);
    }
}
