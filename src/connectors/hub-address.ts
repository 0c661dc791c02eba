/** Where another hub is, and as which of its clients this one comes, as the feeds file says it. */
import { z } from 'zod';
import { filePath, httpsUrl } from './https-address';

const CLIENT_ID_MAX = 100;

export const hubAddress = {
  /** Its public address: `/graphql` and `/oauth/token` lie below it. */
  url: httpsUrl,
  clientId: z
    .string({ error: 'must be a text' })
    .regex(
      /^[\x21-\x7e]{1,100}$/,
      `must be the id of a client with the role HUB: 1 to ${CLIENT_ID_MAX} visible characters`,
    ),
  /** Holds nothing but the secret. */
  clientSecretFile: filePath,
  /** Certificates of those who may have issued the other hub's, in place of the system's. */
  caFile: filePath.optional(),
};

export interface HubAddress {
  readonly connector: 'hub';
  readonly url: string;
  readonly clientId: string;
  readonly clientSecretFile: string;
  readonly caFile?: string | undefined;
}
