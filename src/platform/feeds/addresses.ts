/** What the feeds file says of the way to a receiver, by connector: one more connector is one line here. */
import { z } from 'zod';
import type { FeedAddress } from '../../connectors/address';
import { httpsAddress, problemsOfHttps } from '../../connectors/https-address';
import { hubAddress } from '../../connectors/hub-address';
import { postgresAddress } from '../../connectors/postgres-address';
import { problemsOfSftp, sftpAddress } from '../../connectors/sftp-address';
import type { FeedProblem } from './reading';

interface AddressShape<Address> {
  /** The properties that it reads. */
  readonly shape: object;
  safeParse(given: unknown): z.ZodSafeParseResult<Address>;
}
interface AddressReading<Address> {
  readonly address: AddressShape<Address>;
  /** What is wrong between its properties, in an entry as it stands in the file. */
  readonly between?: (given: object) => readonly FeedProblem[];
}

type AddressShapes = {
  readonly [Name in FeedAddress['connector']]: AddressReading<Extract<FeedAddress, { readonly connector: Name }>>;
};

/** Unknown properties are looked for in the whole entry, so that each of these leaves out what is not its own. */
export const ADDRESSES: AddressShapes = {
  postgres: { address: z.object({ connector: z.literal('postgres'), ...postgresAddress }) },
  https: { address: z.object({ connector: z.literal('https'), ...httpsAddress }), between: problemsOfHttps },
  hub: { address: z.object({ connector: z.literal('hub'), ...hubAddress }) },
  sftp: { address: z.object({ connector: z.literal('sftp'), ...sftpAddress }), between: problemsOfSftp },
};

const hasOwn = <Shapes extends object>(shapes: Shapes, name: PropertyKey): name is keyof Shapes =>
  Object.hasOwn(shapes, name);

export const isConnector = (name: unknown): name is FeedAddress['connector'] =>
  typeof name === 'string' && hasOwn(ADDRESSES, name);

export const CONNECTORS: readonly string[] = Object.keys(ADDRESSES);
