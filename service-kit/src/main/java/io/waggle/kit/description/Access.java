package io.waggle.kit.description;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.waggle.kit.http.Credentials;

import java.util.ArrayList;
import java.util.List;

/** The callers that may use an operation, and their credentials. */
public enum Access {
    /** Everyone. */
    OPEN(false, false),
    /** Users only. */
    USERS(true, false),
    /** Business systems only. */
    SYSTEMS(false, true),
    /** Users, and business systems on behalf of one of their own users. */
    USERS_AND_SYSTEMS(true, true);

    static final String ACCESS_TOKEN = "accessToken";
    static final String API_KEY = "apiKey";

    private final boolean byToken;
    private final boolean byKey;

    Access(boolean byToken, boolean byKey) {
        this.byToken = byToken;
        this.byKey = byKey;
    }

    public void describe(Operation operation) {
        List<SecurityRequirement> alternatives = new ArrayList<>();
        if (byToken) {
            alternatives.add(new SecurityRequirement().addList(ACCESS_TOKEN));
        }
        if (byKey) {
            alternatives.add(new SecurityRequirement().addList(API_KEY));
        }
        operation.setSecurity(alternatives);
        if (byToken && byKey) {
            operation.addParametersItem(new HeaderParameter()
                    .name(Credentials.ACT_AS)
                    .description("With an API key: the user for whom the business system acts, one of its own")
                    .schema(ApiDescription.idSchema()));
        }
    }
}
