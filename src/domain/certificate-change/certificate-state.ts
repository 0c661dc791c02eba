/**
 * The life of a certificate number, as one table of moves. What was issued is never deleted: every change is one more
 * version, and the newest version is the truth of the number.
 */
export const CERTIFICATE_STATES = ['LIVE', 'REVOKED', 'REPLACED'] as const;
/** REVOKED: void. REPLACED: another number took its place (`replacedBy`). Neither number is ever given again. */
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

export const CERTIFICATE_MOVES = {
  LIVE: ['LIVE', 'REVOKED', 'REPLACED'],
  REVOKED: [],
  REPLACED: [],
} as const satisfies Record<CertificateState, readonly CertificateState[]>;

export const VERSION_KINDS = ['ISSUED', 'CORRECTED', 'REISSUED', 'REVOKED', 'REPLACED'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/** What a version of this kind makes of its number. */
export const STATE_AFTER = {
  ISSUED: 'LIVE',
  CORRECTED: 'LIVE',
  REISSUED: 'LIVE',
  REVOKED: 'REVOKED',
  REPLACED: 'REPLACED',
} as const satisfies Record<VersionKind, CertificateState>;

/** The states in which a certificate may get a version of this kind. */
export const statesBefore = (kind: Exclude<VersionKind, 'ISSUED'>): readonly CertificateState[] =>
  CERTIFICATE_STATES.filter((from) =>
    (CERTIFICATE_MOVES[from] as readonly CertificateState[]).includes(STATE_AFTER[kind]),
  );
