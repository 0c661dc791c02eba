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

/** With where it stands, and who took it down. */
export interface PlacedBylaw extends Bylaw {
  /** GB/T 2260: of the institution. */
  readonly regionCode: string;
  /** Client; `null` while it stands, and of one that another replaced. */
  readonly withdrawnBy: string | null;
}

export interface BylawStore {
  /** Also one that stands no more. */
  find(id: string): Promise<PlacedBylaw | undefined>;
  /** The one that stands; held until the transaction ends, and with it whoever publishes one of the kind at the same time. */
  lock(institutionCode: string, kind: BylawKind): Promise<Bylaw | undefined>;
  /** In the place of the one that stands. */
  publish(bylaw: Bylaw): Promise<void>;
  /** The one that stands, held by `lock`. */
  withdraw(id: string, by: string, at: Date): Promise<void>;
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
  /** `undefined` once another took its place, or it was taken down. */
  bylaw(id: string): Promise<BylawView | undefined>;
  bylawBody(id: string): Promise<Buffer | undefined>;
}
