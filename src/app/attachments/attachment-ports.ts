/** Files that institutions and regulators send as materials and evidence: bytes, type, digest; never changed. */
import type { Territory } from '../../domain/tenancy/territory';
import type { Role } from '../caller';

export interface Attachment {
  readonly id: string;
  /** Whose it is: an institution, or (`null`) the office of a regulator. */
  readonly institutionCode: string | null;
  /**
   * GB/T 2260: the wall for regulators. `null` while the institution stands in no region, because it has not been filed yet;
   * then only it and those who see all regions see the file, until its application places it (`place`).
   */
  readonly regionCode: string | null;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly sentBy: string;
  readonly role: Role;
  readonly sentAt: Date;
}
export interface AttachmentStore {
  /** One file of a client at a time, until the transaction ends: its quota holds whatever comes at once. */
  lock(sentBy: string): Promise<void>;
  insert(attachment: Attachment, body: Buffer): Promise<void>;
  /** The file of the same content and type that the client sent before. */
  sentBefore(attachment: Pick<Attachment, 'sentBy' | 'digest' | 'mediaType'>): Promise<Attachment | undefined>;
  /** Those of `ids` that exist and that the territory holds. */
  find(territory: Territory, ids: readonly string[]): Promise<readonly Attachment[]>;
  /**
   * Says where files of an institution belong that stand in no region yet: called by the verb that takes its application, so
   * that the regulators of `regionCode` see what the application names. Files of others, and placed ones, stay as they are.
   */
  place(ids: readonly string[], institutionCode: string, regionCode: string): Promise<void>;
  /** Bytes that the client has stored in all. */
  bytesOf(sentBy: string): Promise<number>;
}
export interface AttachmentViews {
  attachment(territory: Territory, id: string): Promise<Attachment | undefined>;
  attachmentBody(territory: Territory, id: string): Promise<Buffer | undefined>;
}
