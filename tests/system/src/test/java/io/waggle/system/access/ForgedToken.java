package io.waggle.system.access;

import org.jose4j.base64url.Base64Url;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

import java.security.Key;

/** Access tokens that an attacker makes from a valid one. */
enum ForgedToken {
    GARBAGE {
        @Override
        String of(String token, JsonWebKey publicKey) {
            return "not.a.token";
        }
    },
    SIGNATURE_CUT_OFF {
        @Override
        String of(String token, JsonWebKey publicKey) {
            return token.substring(0, token.lastIndexOf('.') + 1);
        }
    },
    /** Valid for a hundred years, with the old signature. */
    CLAIMS_CHANGED {
        @Override
        String of(String token, JsonWebKey publicKey) {
            String[] parts = token.split("\\.", -1);
            String claims = Base64Url.decodeToUtf8String(parts[1]).replaceFirst("\"exp\":1", "\"exp\":4");
            return parts[0] + "." + Base64Url.encodeUtf8ByteRepresentation(claims) + "." + parts[2];
        }
    },
    ALGORITHM_NONE {
        @Override
        String of(String token, JsonWebKey publicKey) throws JoseException {
            JsonWebSignature forged = claimsOf(token, publicKey);
            forged.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
            return forged.getCompactSerialization();
        }
    },
    /** Signed with the public key, which everyone knows, as a shared secret. */
    HMAC_WITH_PUBLIC_KEY {
        @Override
        String of(String token, JsonWebKey publicKey) throws JoseException {
            return sign(
                    token,
                    publicKey,
                    AlgorithmIdentifiers.HMAC_SHA256,
                    new HmacKey(publicKey.getKey().getEncoded()));
        }
    },
    ANOTHER_KEY {
        @Override
        String of(String token, JsonWebKey publicKey) throws JoseException {
            return sign(token, publicKey, AlgorithmIdentifiers.EDDSA, anotherKey());
        }
    },
    ANOTHER_KEY_WITH_ITS_OWN_ID {
        @Override
        String of(String token, JsonWebKey publicKey) throws JoseException {
            JsonWebSignature forged = claimsOf(token, publicKey);
            forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            forged.setKeyIdHeaderValue("my-own-key");
            forged.setKey(anotherKey());
            return forged.getCompactSerialization();
        }
    };

    /**
     * @param token a valid token
     * @param publicKey the key that verifies it
     */
    abstract String of(String token, JsonWebKey publicKey) throws JoseException;

    private static String sign(String token, JsonWebKey publicKey, String algorithm, Key key) throws JoseException {
        JsonWebSignature forged = claimsOf(token, publicKey);
        forged.setAlgorithmHeaderValue(algorithm);
        forged.setKey(key);
        return forged.getCompactSerialization();
    }

    /** Returns the same claims under the same key id, not signed yet. */
    private static JsonWebSignature claimsOf(String token, JsonWebKey publicKey) throws JoseException {
        JsonWebSignature good = (JsonWebSignature) JsonWebStructure.fromCompactSerialization(token);
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayloadBytes(good.getUnverifiedPayloadBytes());
        forged.setKeyIdHeaderValue(publicKey.getKeyId());
        return forged;
    }

    private static Key anotherKey() throws JoseException {
        return OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519)
                .getPrivateKey();
    }
}
