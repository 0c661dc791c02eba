/** Results, public notices, objections and attachments. */
import { Entity, ForeignKey, Index } from 'typeorm';
import { Bytes, Code, Codes, Count, Day, Flag, KeyNumber, KeyUuid, Moment, Text, Uuid } from './columns';
import { InstitutionEntity } from './registry';

/** A file as it was sent, sealed. One content of one client under one type is one row. */
@Entity()
@Index(['sentBy', 'digest', 'mediaType'], { unique: true })
@Index('attachment_clear_ix', ['id'], { where: 'octet_length(body) = bytes' })
export class AttachmentEntity {
  @KeyUuid() id: string;
  /** `null`: sent by the office of a regulator. */
  @Code({ nullable: true }) institutionCode: string | null;
  /** `null`: of an applicant that stands in no region until its application names the file. */
  @Code({ nullable: true }) regionCode: string | null;
  @Text() fileName: string;
  @Code() mediaType: string;
  @Count() bytes: number;
  @Bytes() digest: Buffer;
  @Bytes() body: Buffer;
  @Code() sentBy: string;
  @Code() role: string;
  @Moment() sentAt: Date;
}

/** Results of one plan, as submitted once; a plan has at most one row that is not WITHDRAWN. */
@Entity()
@Index(['planNo', 'revision'], { unique: true })
@Index(['planNo'], { unique: true, where: `state <> 'WITHDRAWN'` })
@Index(['state', 'noticeFrom'])
@Index(['institutionCode', 'submittedAt'])
@Index(['regionCode', 'submittedAt'])
class ResultsEntity {
  @KeyUuid() id: string;
  @Code() planNo: string;
  @Count() revision: number;
  @ForeignKey(() => InstitutionEntity)
  @Code()
  institutionCode: string;
  @Code() regionCode: string;
  /** SUBMITTED, ON_NOTICE, CLOSED, WITHDRAWN. */
  @Code() state: string;
  /** First and last day of the public notice; `null` where the region asks for none and none was wished. */
  @Day({ nullable: true }) noticeFrom: string | null;
  @Day({ nullable: true }) noticeTo: string | null;
  @Count() candidates: number;
  @Count() passed: number;
  /** Keyed digest of what was sent: the same again is no second submission. */
  @Bytes() contentKey: Buffer;
  @Code() submittedBy: string;
  @Moment() submittedAt: Date;
  /** When the office was told that the notice is over and objections keep it open. */
  @Moment({ nullable: true }) overdueToldAt: Date | null;
  @Moment({ nullable: true }) closedAt: Date | null;
  @Moment({ nullable: true }) withdrawnAt: Date | null;
  @Code({ nullable: true }) withdrawnBy: string | null;
  @Text({ nullable: true }) withdrawReason: string | null;
}

/** One candidate. Name and number are kept masked, the person as the same keyed digest that records have. */
@Entity()
@Index(['resultsId', 'personKey'], { unique: true })
class ResultsEntryEntity {
  @ForeignKey(() => ResultsEntity)
  @KeyUuid()
  resultsId: string;
  @KeyNumber() entryNo: number;
  @Text() nameMasked: string;
  @Code() idType: string;
  @Code() idNumberMasked: string;
  @Bytes() personKey: Buffer;
  @Flag() passed: boolean;
  /** When an objection was upheld against it. */
  @Moment({ nullable: true }) struckAt: Date | null;
}

@Entity()
@Index(['resultsId', 'state'])
@Index(['regionCode', 'raisedAt'])
@Index(['institutionCode', 'raisedAt'])
class ObjectionEntity {
  @KeyUuid() id: string;
  @ForeignKey(() => ResultsEntity)
  @Uuid()
  resultsId: string;
  /** `null`: the notice as a whole. */
  @Count({ nullable: true }) entryNo: number | null;
  @Code() institutionCode: string;
  @Code() regionCode: string;
  /** LETTER, TELEPHONE, VISIT, ONLINE. */
  @Code() channel: string;
  @Text() text: string;
  /** OPEN, UPHELD, DISMISSED, LAPSED. */
  @Code() state: string;
  @Code() raisedBy: string;
  @Code() raisedRole: string;
  @Moment() raisedAt: Date;
  @Code({ nullable: true }) decidedBy: string | null;
  @Code({ nullable: true }) decidedRole: string | null;
  @Moment({ nullable: true }) decidedAt: Date | null;
  @Text({ nullable: true }) reason: string | null;
  @Codes() basis: string[];
}

export const RESULTS_ENTITIES = [AttachmentEntity, ResultsEntity, ResultsEntryEntity, ObjectionEntity] as const;
