/** The registry as the verbs change it and read it by key, and the clients that are let in. */
import type { RegistryDocument, RegistryFiling } from '../../domain/registry/document';
import type { RegistrySigningKey } from '../../domain/registry/signing-key';
import type { Role } from '../caller';
import type { FeedDescription } from '../connector';
import type { Recorded } from '../ports';

export interface RegistryStore {
  /** Until the transaction ends: keeps other saves out, and waits for those who read a whole registry. */
  lock(): Promise<void>;
  /** True while the hub knows no institution and no client. */
  isEmpty(): Promise<boolean>;
  /**
   * Inserts or replaces every noun of the document and keeps what stood before as history; `lock` comes first. Every
   * change of the registry goes this way, whoever decided it.
   */
  save(document: RegistryDocument, recorded: Recorded): Promise<RegistryCounts>;
  /** The institutions (code → region) among `codes`. */
  institutionRegions(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Every filing of the institutions as it stands. */
  filingsOf(institutionCodes: readonly string[]): Promise<readonly RegistryFiling[]>;
  /** Region codes among `codes` that exist. */
  knownRegions(codes: readonly string[]): Promise<ReadonlySet<string>>;
  planOwner(planNo: string): Promise<string | undefined>;
  /**
   * Everything about one institution that a snapshot needs, with the one plan of a batch (or all plans), as it was known
   * at `knownAt`. Absent or `null`: what stands, for who changes it under `lock`, whatever the clock says.
   */
  documentOf(institutionCode: string, planNo: string | null, knownAt?: Date | null): Promise<RegistryDocument>;
  /** Places in the document whose key belongs to another institution, as JSON Pointers. */
  keysOfOthers(document: RegistryDocument): Promise<readonly string[]>;
  /** The key of that id that the institution registered. */
  signingKey(institutionCode: string, keyId: string): Promise<RegistrySigningKey | undefined>;
  saveFeeds(feeds: readonly FeedDescription[]): Promise<void>;
  /** False when the client id is taken: what stands there stays. */
  insertClient(client: ClientRow): Promise<boolean>;
  client(clientId: string): Promise<ClientRow | undefined>;
}

export type RegistryCounts = { readonly [list in keyof Required<RegistryDocument>]: number };

export interface ClientRow {
  readonly clientId: string;
  readonly name: string;
  readonly secretHash: string;
  readonly role: Role;
  readonly institutionCode: string | null;
  readonly regionCode: string | null;
  readonly createdAt: Date;
  /** Client id of whoever registered it. */
  readonly createdBy: string;
  readonly disabledAt: Date | null;
}
