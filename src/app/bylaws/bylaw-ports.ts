/** Bylaws (管理办法) that institutions publish: of each kind the one that stands is open to everybody. */
import type { BylawKind } from '../../domain/registry/bylaw';

export interface Bylaw {
  readonly id: string;
  readonly institutionCode: string;
  readonly kind: BylawKind;
  readonly attachmentId: string;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

export interface BylawStore {
  /** The one that stands; held until the transaction ends, and with it whoever publishes one of the kind at the same time. */
  lock(institutionCode: string, kind: BylawKind): Promise<Bylaw | undefined>;
  /** In the place of the one that stands. */
  publish(bylaw: Bylaw): Promise<void>;
}

export interface BylawView {
  readonly id: string;
  readonly kind: BylawKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly publishedAt: Date;
}
export interface BylawViews {
  /** At most one of each kind, in the order of `BYLAW_KINDS`; open to everybody. `undefined`: no such institution. */
  bylaws(institutionCode: string): Promise<readonly BylawView[] | undefined>;
  /** `undefined` once another took its place. */
  bylaw(id: string): Promise<BylawView | undefined>;
  bylawBody(id: string): Promise<Buffer | undefined>;
}
