import type { SnapshotPlan } from '../reference/snapshot';
import type { BatchContext } from './batch-context';

const APPROVED = 'APPROVED';

/** The plan of the batch; `undefined` where CMP-024 speaks, so that nothing is compared with a plan that does not count. */
export const approvedPlan = ({ plan }: Pick<BatchContext, 'plan'>): SnapshotPlan | undefined =>
  plan?.status === APPROVED ? plan : undefined;

/** As ISO 8601 writes an interval. */
export const examWindow = ({ examFrom, examTo }: SnapshotPlan): string => `${examFrom}/${examTo}`;

export const isInWindow = ({ examFrom, examTo }: SnapshotPlan, examDate: string): boolean =>
  examFrom <= examDate && examDate <= examTo;
