import type { ReviewStep } from '../domain/decision/batch-state';
import type { DeclarationState } from '../domain/decision/declaration';
import type { Territory } from '../domain/tenancy/territory';
import type { Page, PageRequest } from './paging';

/** What was answered to a finding, and what a regulator said of the answer. */
export interface FindingDeclarationView {
  readonly state: DeclarationState;
  readonly reason: string;
  readonly declaredAt: Date;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

/** One declaration in one batch. */
export interface DeclarationView extends FindingDeclarationView {
  /** `null` for the whole batch. */
  readonly line: number | null;
  readonly rule: string;
  /** Whether the finding is answered by it; not, where it was refused or said when the review was past it. */
  readonly counts: boolean;
  /** The batch in which it was first said. */
  readonly firstBatchId: string;
  readonly declaredBy: string;
  readonly decidedStep: ReviewStep | null;
  readonly decidedBy: string | null;
}

export interface DeclarationCountsView {
  readonly total: number;
  readonly undecided: number;
  readonly accepted: number;
  readonly refused: number;
}

/** Part of the views: declarations. */
export interface DeclarationViews {
  /** By line and rule. */
  declarations(
    territory: Territory,
    batchId: string,
    state: DeclarationState | null,
    page: PageRequest,
  ): Promise<Page<DeclarationView> | undefined>;
  declarationsOfBatch(territory: Territory, batchId: string): Promise<DeclarationCountsView>;
}
