package io.waggle.im.session;

import io.waggle.im.session.DeviceProperties.Policy;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceLimitsTest {

    private static final Id UID = new Id(1);

    @Test
    void login_roomLeft_nobodyGoes() {
        assertThat(limits(2, Map.of(), Policy.REPLACE_OLDEST)
                        .roomForLogin(List.of(login(1, Platform.WEB, 1)), DeviceClass.WEB))
                .isEmpty();
    }

    @Test
    void login_full_theOneUnusedTheLongestGoes() {
        List<DeviceRow> devices = List.of(login(1, Platform.WEB, 30), login(2, Platform.IOS, 10));

        assertThat(limits(2, Map.of(), Policy.REPLACE_OLDEST).roomForLogin(devices, DeviceClass.WEB))
                .containsExactly(new Id(2));
    }

    @Test
    void login_moreThanALoweredLimit_allBeyondItGo() {
        List<DeviceRow> devices =
                List.of(login(1, Platform.WEB, 1), login(2, Platform.WEB, 2), login(3, Platform.WEB, 3));

        assertThat(limits(2, Map.of(), Policy.REPLACE_OLDEST).roomForLogin(devices, DeviceClass.WEB))
                .containsExactly(new Id(1), new Id(2));
    }

    @Test
    void login_classFull_oneOfTheClassGoesAndMakesRoomInAll() {
        List<DeviceRow> devices = List.of(login(1, Platform.WEB, 1), login(2, Platform.IOS, 10));

        assertThat(limits(2, Map.of(DeviceClass.MOBILE, 1), Policy.REPLACE_OLDEST)
                        .roomForLogin(devices, Platform.ANDROID.deviceClass()))
                .containsExactly(new Id(2));
    }

    @Test
    void login_fullAndRefusing_refusedByName() {
        DeviceLimits limits = limits(5, Map.of(DeviceClass.MOBILE, 1), Policy.REFUSE);

        assertRefused(
                () -> limits.roomForLogin(List.of(login(1, Platform.IOS, 1)), DeviceClass.MOBILE), "1 mobile devices");
        assertThat(limits.roomForLogin(List.of(login(1, Platform.IOS, 1)), DeviceClass.WEB))
                .isEmpty();
    }

    @Test
    void login_classFullOfProvisionedOnes_refusedUnderEitherPolicy() {
        List<DeviceRow> devices = List.of(provisioned(1, Platform.IOT));

        assertRefused(
                () -> limits(5, Map.of(DeviceClass.IOT, 1), Policy.REPLACE_OLDEST)
                        .roomForLogin(devices, DeviceClass.IOT),
                "1 iot devices");
    }

    @Test
    void login_provisionedOnes_countOnlyInTheirClass() {
        List<DeviceRow> devices = List.of(provisioned(1, Platform.IOT), provisioned(2, Platform.IOT));

        assertThat(limits(1, Map.of(), Policy.REFUSE).roomForLogin(devices, DeviceClass.WEB))
                .isEmpty();
    }

    @Test
    void provision_full_refusedAndNobodyGoes() {
        DeviceLimits limits = limits(5, Map.of(DeviceClass.IOT, 1), Policy.REPLACE_OLDEST);

        assertRefused(
                () -> limits.requireRoomForProvisioned(List.of(login(1, Platform.IOT, 1)), DeviceClass.IOT),
                "1 iot devices");
        assertRefused(
                () -> limits.requireRoomForProvisioned(
                        List.of(provisioned(1, Platform.WEB), provisioned(2, Platform.WEB)), DeviceClass.WEB),
                "2 provisioned devices");
        limits.requireRoomForProvisioned(List.of(login(1, Platform.WEB, 1)), DeviceClass.WEB);
    }

    private static DeviceLimits limits(int max, Map<DeviceClass, Integer> perClass, Policy policy) {
        return new DeviceLimits(new DeviceProperties(max, perClass, 2, policy));
    }

    private static DeviceRow login(long did, Platform platform, long usedAt) {
        return DeviceRow.login(new Id(did), UID, "x", platform, usedAt, 1_000);
    }

    private static DeviceRow provisioned(long did, Platform platform) {
        return DeviceRow.provisioned(new Id(did), UID, "x", platform, 1);
    }

    private static void assertRefused(Runnable login, String words) {
        assertThatThrownBy(login::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.DEVICE_LIMIT))
                .hasMessageContaining(words);
    }
}
