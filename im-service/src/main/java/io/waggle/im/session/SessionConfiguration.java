package io.waggle.im.session;

import io.waggle.im.http.Check;
import io.waggle.im.rpc.JsonRpc;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;

/** Where refresh tokens get their chance from, and the feature's methods over MQTT. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    RefreshTokens refreshTokens() {
        return new RefreshTokens(new SecureRandom());
    }

    record Nothing() {}

    record DeviceNamed(@Nullable Id did) {}

    @Bean
    RpcMethod listDevicesMethod(JsonRpc rpc, Devices devices) {
        return rpc.method("devices.list", Nothing.class, (caller, nothing) -> devices.list(caller));
    }

    @Bean
    RpcMethod removeDeviceMethod(JsonRpc rpc, Devices devices) {
        return rpc.method("devices.remove", DeviceNamed.class, (caller, named) -> {
            devices.remove(caller, Check.present("did", named.did()));
            return new Nothing();
        });
    }

    @Bean
    RpcMethod logoutMethod(JsonRpc rpc, Devices devices) {
        return rpc.method("sessions.end", Nothing.class, (caller, nothing) -> {
            devices.remove(caller, caller.did());
            return new Nothing();
        });
    }
}
