/**
 * pack row    one pack as this hub knows it: from the release (`RELEASE`) or published through the hub (`PUBLISHED`)
 * active set  what judges a batch that is sealed at a moment: the packs of the release and the published ones that are
 *             active then, each ended where its published successor begins
 * trial       a what-if: stored batches judged once more by the active set and by that set with one more pack
 * flip        a record whose verdict differs between the two
 */
import type { Bilingual } from '../../domain/bilingual';
import type { Pack } from '../../domain/packs/pack';
import type { ActiveSet } from '../../domain/publishing/active-set';
import type { CalendarStore } from '../deadlines/calendar-ports';
import type { TrialFlip, TrialTally } from '../../domain/publishing/compare-verdicts';

export type PackState = 'DRAFT' | 'APPROVED' | 'WITHDRAWN';
export type PackSource = 'RELEASE' | 'PUBLISHED';

export interface PackRow {
  readonly id: string;
  readonly source: PackSource;
  readonly state: PackState;
  readonly pack: Pack;
  /** SHA-256 (hex) of the canonical JSON of `pack`. */
  readonly digest: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** Batches sealed from then on are judged by it; of a pack of the release: when this hub first saw it. */
  readonly activeFrom: Date | null;
  /** When a release without it was first started; `null` for what still holds. */
  readonly retiredAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  /** Base64. */
  readonly signature: string | null;
  readonly keyId: string | null;
}

export interface PackStore {
  /**
   * Until the transaction ends: one publication at a time, and none while a batch is being sealed. Whoever holds it may
   * trust that every batch sealed later sees what it writes.
   */
  lock(): Promise<void>;
  /** Makes the table say what this release holds: new content comes in, content that left is retired. */
  recordRelease(packs: readonly { readonly id: string; readonly pack: Pack; readonly digest: string }[], at: Date): Promise<void>;
  insert(row: PackRow): Promise<void>;
  byId(id: string): Promise<PackRow | undefined>;
  /** Drafts and approved packs that the hub published, the oldest first. */
  published(): Promise<readonly PackRow[]>;
  /** Everything that ever held or will hold, the release's packs included. */
  history(): Promise<readonly PackRow[]>;
  /**
   * Ids of the published packs that are active at a moment, ascending. Waits for a publication under way, and keeps the
   * next one out until the transaction ends.
   */
  activeIds(at: Date): Promise<readonly string[]>;
  byIds(ids: readonly string[]): Promise<readonly PackRow[]>;
  /** True when batches can name a set of this digest already. */
  hasSet(digest: string): Promise<boolean>;
  approve(id: string, approval: PackApproval): Promise<void>;
  withdraw(id: string, by: string, at: Date): Promise<void>;
}
export interface PackApproval {
  readonly approvedBy: string;
  readonly approvedAt: Date;
  readonly activeFrom: Date;
  readonly signature: string;
  readonly keyId: string;
}

export type TrialState = 'RUNNING' | 'DONE' | 'CANCELLED';

export interface PackTrial {
  readonly id: string;
  readonly packId: string;
  readonly regionCode: string;
  readonly days: number;
  /** False: the pack is tried as if it had governed every exam date already. */
  readonly onItsDaysOnly: boolean;
  /** Batches sealed at or after, and before. */
  readonly sealedFrom: Date;
  readonly sealedTo: Date;
  /** Hex digests of the two sets. */
  readonly baseSetDigest: string;
  readonly triedSetDigest: string;
  readonly state: TrialState;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

export interface PackTrialStore {
  /** With the count of batches and records that it will look at. */
  insert(trial: PackTrial, regionPrefix: string): Promise<void>;
  runningOf(packId: string): Promise<PackTrial | undefined>;
  /** The trial if it runs and nobody else is at it; held until the transaction ends. */
  claim(id: string): Promise<PackTrial | undefined>;
  /** The next batch by moment of the seal; `undefined` when all were looked at. */
  nextBatch(trial: PackTrial, regionPrefix: string): Promise<string | undefined>;
  /** Findings stored about lines `from` to `to` (0: the batch) that the trial cannot find by itself. */
  storedFindings(batchId: string, from: number, to: number): Promise<readonly StoredTrialFinding[]>;
  copyFlips(trialId: string, batchId: string, flips: readonly TrialFlip[]): Promise<void>;
  /** Ends the look at one batch. */
  saveBatch(trialId: string, batchId: string, tally: TrialTally): Promise<void>;
  end(id: string, state: 'DONE' | 'CANCELLED', at: Date): Promise<void>;
}
export interface StoredTrialFinding {
  readonly line: number;
  readonly code: string;
  /** CHECK, HUB, or the name of a feed. */
  readonly source: string;
  readonly declared: boolean;
}

export interface SignedPack {
  readonly pack: Pack;
  readonly activeFrom: Date;
  /** Base64. */
  readonly signature: string;
  readonly keyId: string;
}
export interface PublicPackKey {
  readonly keyId: string;
  readonly algorithm: 'ED25519';
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
}
export interface PackSigner {
  sign(content: Pick<SignedPack, 'pack' | 'activeFrom'>): Pick<SignedPack, 'signature' | 'keyId'>;
  verifies(content: SignedPack): boolean;
  /** The first one signs now. */
  readonly publicKeys: readonly PublicPackKey[];
}

/** Part of the hub: packs. */
export interface HubPacks {
  /** Of this release, as they stand in its files. */
  readonly releasePacks: readonly Pack[];
  readonly packSigner: PackSigner;
  /**
   * The set that judges a batch sealed at `at`, with the calendars confirmed by then; saved, so that a batch may name its digest.
   * @throws PacksUnusable when the set does not hold together or a signature does not verify: no batch is judged by less.
   */
  activePacks(stores: SetStores, at: Date): Promise<ActiveSet>;
}
interface SetStores {
  readonly packs: PackStore;
  readonly packSets: SavedSets;
  readonly calendars: Pick<CalendarStore, 'inForce'>;
}
interface SavedSets {
  save(digest: string, packs: readonly Pack[], createdAt: Date): Promise<void>;
}

/** Names what is wrong by pack and place. */
export class PacksUnusable extends Error {
  constructor(readonly problems: readonly Bilingual[]) {
    super(`The rule packs cannot be used: ${problems.map(({ en }) => en).join('; ')}.`);
    this.name = 'PacksUnusable';
  }
}
