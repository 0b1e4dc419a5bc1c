package io.waggle.im.account;

import io.waggle.im.RunningService;
import io.waggle.kit.names.Names;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlikeUsernamesIT {

    /** The migration writes this account itself. */
    @Test
    void systemAccount_hasTheFormThatTheProgramGivesIt() {
        String form = RunningService.shared()
                .sql()
                .sql("select username_form from account where uid = ?")
                .param(Accounts.SYSTEM.value())
                .query(String.class)
                .single();

        assertThat(form).isEqualTo(Names.formOfUsername("system"));
    }
}
