/**
 * recall  the decision of two people that certificates are void (内人社办发〔2024〕53号 第四十四条,
 *         闽劳鉴〔2023〕10号 第二十一条): one proposes what it covers, another confirms exactly that
 */
import type { Bilingual } from '../bilingual';

export const RECALL_STATES = ['PROPOSED', 'CONFIRMED', 'WITHDRAWN'] as const;
export type RecallState = (typeof RECALL_STATES)[number];

export const RECALL_MOVES = {
  PROPOSED: ['CONFIRMED', 'WITHDRAWN'],
  CONFIRMED: [],
  WITHDRAWN: [],
} as const satisfies Record<RecallState, readonly RecallState[]>;

/** As people read it. */
export const RECALL_STATE_TEXTS = {
  PROPOSED: { zh: '待第二人确认', en: 'waits for a second person' },
  CONFIRMED: { zh: '已确认', en: 'confirmed' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<RecallState, Bilingual>;

export const RECALL_GROUNDS = ['VIOLATION', 'ERROR', 'COURT'] as const;
/** VIOLATION 违规 · ERROR 错发 · COURT 司法裁判 */
export type RecallGround = (typeof RECALL_GROUNDS)[number];

/** What became of the training or certification subsidy that was drawn on a revoked certificate. */
export const SUBSIDY_STATES = ['OPEN', 'RECOVERED', 'NOT_PAID'] as const;
export type SubsidyState = (typeof SUBSIDY_STATES)[number];

export const SUBSIDY_MOVES = {
  OPEN: ['RECOVERED', 'NOT_PAID'],
  RECOVERED: [],
  NOT_PAID: [],
} as const satisfies Record<SubsidyState, readonly SubsidyState[]>;
