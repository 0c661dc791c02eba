import { Entity, Index } from 'typeorm';
import { Code, Codes, KeyUuid, Moment, Text } from './columns';

/** What one person of an office would undo, and another decides; one of a kind waits about a subject at a time. */
@Entity()
@Index(['kind', 'subjectId'], { unique: true, where: `state = 'PROPOSED'` })
@Index(['subjectId', 'kind', 'proposedAt'])
@Index(['regionCode', 'proposedAt'])
class ProposalEntity {
  @KeyUuid() id: string;
  /** BAR_LIFT, RESULTS_WITHDRAWAL, OBJECTION_UPHELD, BYLAW_WITHDRAWAL. */
  @Code() kind: string;
  /** Of the bar, the results, the objection or the bylaw. */
  @Code() subjectId: string;
  @Code({ nullable: true }) institutionCode: string | null;
  @Code() regionCode: string;
  /** PROPOSED, CONFIRMED, DISMISSED, LAPSED. */
  @Code() state: string;
  @Text() reason: string;
  @Codes() basis: string[];
  @Code() proposedBy: string;
  @Code() proposedRole: string;
  @Moment() proposedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) decisionReason: string | null;
}

export const PROPOSAL_ENTITIES = [ProposalEntity] as const;
