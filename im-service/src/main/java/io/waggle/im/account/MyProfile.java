package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An account as its own user sees it.
 *
 * @param age in full years, derived from the birth date
 * @param limits what the server lets its users do
 */
record MyProfile(
        Id uid,
        String username,
        String nickname,
        @Nullable String avatar,
        @Nullable String phone,
        @Nullable Gender gender,
        @Nullable LocalDate birthDate,
        @Nullable Integer age,
        Instant createdAt,
        MyLimits limits) {

    static MyProfile of(AccountRow row, LocalDate today, MessageLimits limits) {
        return new MyProfile(
                row.uid(),
                row.username(),
                row.nickname(),
                row.avatar(),
                row.phone(),
                row.gender(),
                row.birthDate(),
                row.birthDate() == null ? null : row.birthDate().until(today).getYears(),
                Instant.ofEpochMilli(row.createdAt()),
                MyLimits.of(limits));
    }
}
