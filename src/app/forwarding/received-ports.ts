/** Certificates that another hub hands up (docs/hub-to-hub.md). A hub is known by its region, whatever client it comes with. */
import type { CertificateState, VersionKind } from '../../domain/certificate-change/certificate-state';
import type { HeldItem, HeldRange } from '../../domain/forwarding/held';
import type { BatchHeader } from '../../domain/intake/header';
import type { RegistryInstitution } from '../../domain/registry/document';
import type { CertificateKeys, VersionRef } from '../certificates/change-ports';
import type { ParcelCertificate } from '../forwarding-ports';
import type { RecordRow } from '../ports';

/** What a hub above is told of the batch beside its certificates. */
export interface ParcelBatch {
  readonly institution: Omit<RegistryInstitution, 'names'>;
  readonly header: Pick<BatchHeader, 'planNo' | 'clientBatchNo' | 'noticeFrom' | 'noticeTo'>;
}

export interface GivenParcel {
  readonly parcelId: string;
  /** `parcel-digest.ts` */
  readonly digest: string;
  /** Secret of the feed for digests of what it holds. */
  readonly salt: string;
  readonly batch: ParcelBatch;
  readonly certificates: readonly ParcelCertificate[];
}

export interface ReceivedAnswer extends VersionRef {
  readonly accepted: boolean;
  readonly code: string | null;
  readonly answeredAt: Date;
}

/** One version of the parcel that nothing speaks against so far. */
export interface FitVersion extends VersionRef, CertificateKeys {
  readonly kind: VersionKind;
  readonly regionCode: string;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  readonly data: string;
  readonly record: Omit<RecordRow, 'line' | 'verdict'>;
}

/** A number of the parcel that is a certificate here already, locked. */
export interface StandingCertificate {
  readonly certificateNo: string;
  readonly version: number;
  readonly institutionCode: string;
  readonly regionCode: string;
  readonly batchId: string;
  readonly line: number;
  readonly issuedOn: string;
  /** It came from the hub that asks. */
  readonly isOfSender: boolean;
  /** Versions that are here. */
  readonly versions: readonly number[];
}

/** A new number, of which the highest version is the truth. */
export interface NewCertificate {
  readonly line: number;
  readonly state: CertificateState;
  readonly highest: FitVersion;
}
/** A number goes on: `highest` is above what stood. */
export interface AdvancedCertificate {
  readonly state: CertificateState;
  readonly highest: FitVersion;
}
export interface PlacedVersion extends Pick<FitVersion, 'certificateNo' | 'version' | 'kind' | 'data'> {
  readonly batchId: string;
  readonly line: number;
}

export interface ReceivedBatch {
  readonly id: string;
  readonly batch: ParcelBatch;
  readonly regionCode: string;
  readonly digest: string;
  /** Client id of the hub. */
  readonly by: string;
  readonly at: Date;
}
export interface NewReceipt {
  readonly parcelId: string;
  readonly regionCode: string;
  readonly clientId: string;
  readonly digest: string;
  readonly certificates: readonly (Pick<ParcelCertificate, 'kind' | 'digest'> & ReceivedAnswer)[];
  readonly at: Date;
}

export interface ReceivedStore {
  /** Parcels of one hub come one after the other, to the end of the transaction. */
  lockSender(regionCode: string): Promise<void>;
  parcel(parcelId: string): Promise<{ readonly regionCode: string; readonly digest: string } | undefined>;
  answers(regionCode: string, parcelId: string): Promise<readonly ReceivedAnswer[]>;
  /** Whether the hub handed one of these versions up before. */
  hasAny(regionCode: string, versions: readonly VersionRef[]): Promise<boolean>;
  /** In the order of the numbers. */
  standing(regionCode: string, certificateNos: readonly string[]): Promise<readonly StandingCertificate[]>;
  institution(code: string): Promise<{ readonly creditCode: string; readonly regionCode: string } | undefined>;
  /** False when an upload or batch of that id is here. */
  insertBatch(batch: ReceivedBatch, records: number): Promise<boolean>;
  /** Numbers that were taken meanwhile are left out; answers those that were made. */
  issue(
    certificates: readonly NewCertificate[],
    batch: Pick<ReceivedBatch, 'id' | 'batch' | 'at'>,
  ): Promise<ReadonlySet<string>>;
  advance(certificates: readonly AdvancedCertificate[]): Promise<void>;
  insertVersions(versions: readonly PlacedVersion[], at: Date): Promise<void>;
  keep(receipt: NewReceipt): Promise<void>;
}

/** By region of the hub that asks. */
export interface ReceivedViews extends ParcelBatches {
  /** `undefined`: the hub handed up no such parcel. */
  parcelAnswers(regionCode: string, parcelId: string): Promise<readonly ReceivedAnswer[] | undefined>;
  /** One more than `limit` at most, so that too many are seen to be. */
  heldRanges(
    regionCode: string,
    asked: { prefix: string; length: number; limit: number },
  ): Promise<readonly HeldRange[]>;
  heldItems(regionCode: string, asked: { prefix: string; limit: number }): Promise<readonly HeldItem[]>;
}

/** What the connector of another hub asks of the batch of a parcel. */
export interface ParcelBatches {
  parcelBatch(batchId: string): Promise<ParcelBatch | undefined>;
}
