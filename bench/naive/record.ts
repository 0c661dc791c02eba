/** The record and its plan as entities of TypeORM, and the data source as tutorials set it up. */
import { Column, DataSource, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { RecordInput } from './record-input';

const OPTIONAL = { type: 'text', nullable: true } as const;
const SCORE = { type: 'float8', nullable: true } as const;

export const NAIVE_SCHEMA = 'naive';
export const NAIVE_TABLE = `${NAIVE_SCHEMA}.record`;

@Entity('record', { schema: NAIVE_SCHEMA })
export class NaiveRecord implements RecordInput {
  @PrimaryGeneratedColumn({ type: 'bigint' }) id: string;
  @Index() @Column({ type: 'uuid' }) batchId: string;
  @Column({ type: 'text' }) verdict: string;
  @Index({ unique: true }) @Column({ type: 'text' }) certificateNo: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text' }) idType: string;
  @Index() @Column({ type: 'text' }) idNumber: string;
  @Column({ type: 'text' }) sex: string;
  @Column({ type: 'date' }) birthDate: string;
  @Column(OPTIONAL) education?: string;
  @Column({ type: 'text' }) candidateCategory: string;
  @Column({ type: 'text' }) affiliation: string;
  @Column({ type: 'text' }) occupationCode: string;
  @Column({ type: 'text' }) occupationName: string;
  @Column({ type: 'text' }) workType: string;
  @Column({ type: 'text' }) level: string;
  @Column({ type: 'text' }) basis: string;
  @Column(OPTIONAL) source?: string;
  @Column({ type: 'text' }) eligibilityCondition: string;
  @Column({ type: 'date' }) examDate: string;
  @Column({ type: 'text' }) siteCode: string;
  @Column(SCORE) theoryScore?: number;
  @Column(OPTIONAL) theorySubstitute?: string;
  @Column({ type: 'float8' }) skillScore: number;
  @Column(SCORE) reviewScore?: number;
  @Column({ type: 'text' }) overallGrade: string;
  @Column({ type: 'date' }) issuedOn: string;
  @Column({ type: 'text' }) institutionName: string;
  @Column(OPTIONAL) photoDigest?: string;
  @Column(OPTIONAL) remark?: string;
}

@Entity('plan', { schema: NAIVE_SCHEMA })
export class NaivePlan {
  @PrimaryColumn({ type: 'text' }) planNo: string;
  @Column({ type: 'text' }) occupationCode: string;
  @Column({ type: 'text' }) level: string;
  @Column({ type: 'text' }) siteCode: string;
}

/** The bench makes the tables before anything runs: `synchronize` only there. */
export const naiveSource = (url: string, synchronize = false): DataSource =>
  new DataSource({ type: 'postgres', url, entities: [NaiveRecord, NaivePlan], synchronize });
