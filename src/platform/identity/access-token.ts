/**
 * What issuer and verifier agree on: JWT access tokens as RFC 9068 has them, plus our three claims.
 * Not `${publicUrl}/graphql` for an audience: the address may change, the thing that is protected does not.
 */
export const API_AUDIENCE = 'urn:certhub:api';
export const TOKEN_ALGORITHM = 'ES256' as const;
export const TOKEN_TYPE = 'at+jwt';

/** Where the token endpoint lives; the issuer's identifier ends with it. */
export const OAUTH_PATH = '/oauth';

/** @param publicUrl origin without a slash at the end */
export const issuerUrlOf = (publicUrl: string): string => `${publicUrl}${OAUTH_PATH}`;
