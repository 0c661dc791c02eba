/** Deadlines, calendar years, notifications and decisions. */
import { Entity, Index } from 'typeorm';
import { Code, Codes, Count, Day, KeyUuid, Moment, Text } from './columns';

/** One statutory term of one subject. */
@Entity()
@Index(['subjectKind', 'subjectId', 'term'], {
  unique: true,
  where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')`,
})
@Index(['institutionCode', 'dueOn'])
@Index(
  'deadline_live_ix',
  ['regionCode', 'dueOn', 'id', 'state', 'institutionCode', 'term', 'responsible', 'escalatedTo'],
  { where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')` },
)
@Index('deadline_own_ix', ['institutionCode', 'dueOn', 'id'], {
  where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')`,
})
@Index('deadline_urgent_ix', { synchronize: false })
@Index('deadline_summary_ix', ['term', 'state', 'dueOn', 'regionCode'], {
  where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')`,
})
@Index('deadline_batch_ix', ['regionCode', 'term', 'dueOn', 'subjectId'], {
  where: `subject_kind = 'BATCH' AND state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')`,
})
@Index(['regionCode', 'dueOn'])
/** Those that run are few beside those that ended, and are what everybody asks for. */
@Index(['regionCode', 'id'], { where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')` })
export class DeadlineEntity {
  @KeyUuid() id: string;
  @Code() term: string;
  @Code() subjectKind: string;
  @Code() subjectId: string;
  /** Empty where it is the offices' own matter. */
  @Code({ nullable: true }) institutionCode: string | null;
  @Code() regionCode: string;
  @Code() responsible: string;
  @Code({ nullable: true }) escalatedTo: string | null;
  @Day() startsOn: string;
  @Count() days: number;
  @Count() warningDays: number;
  @Day({ nullable: true }) dueOn: string | null;
  @Day({ nullable: true }) warnOn: string | null;
  @Day({ nullable: true }) escalateOn: string | null;
  @Count({ nullable: true }) waitsForYear: number | null;
  /** The day on which the watch has something to do; empty for what is ended or waits for a calendar. */
  @Index({ where: 'next_on IS NOT NULL' })
  @Day({ nullable: true })
  nextOn: string | null;
  /** How many calendars had ever been confirmed when its days were counted: fewer than now asks for a recount. */
  @Index({ where: `state IN ('OPEN', 'WARNED', 'OVERDUE', 'ESCALATED')` })
  @Count()
  calendars: number;
  @Code() state: string;
  @Codes() basis: string[];
  @Moment() openedAt: Date;
  @Moment({ nullable: true }) endedAt: Date | null;
}

/** Holidays and make-up workdays of one year, as one person proposed them and another confirmed them. */
@Entity()
@Index(['year', 'state'])
export class CalendarYearEntity {
  @KeyUuid() id: string;
  @Count() year: number;
  @Code() state: string;
  @Codes() holidays: string[];
  @Codes() workdays: string[];
  @Text() notice: string;
  @Code() recordedBy: string;
  @Moment() recordedAt: Date;
  @Code({ nullable: true }) confirmedBy: string | null;
  @Moment({ nullable: true }) confirmedAt: Date | null;
  @Moment({ nullable: true }) replacedAt: Date | null;
}

/** One message to one office or institution; whoever of it reads it first marks it for all. */
@Entity()
@Index(['role', 'audienceCode', 'at', 'id'])
@Index(['role', 'audienceCode'])
@Index('notification_unread_ix', ['role', 'audienceCode', 'at', 'id'], { where: 'read_at IS NULL' })
export class NotificationEntity {
  @KeyUuid() id: string;
  @Code() role: string;
  /** Institution or region; empty for NATION and OPERATOR. */
  @Code() audienceCode: string;
  @Code() topic: string;
  @Code() subjectKind: string;
  @Code() subjectId: string;
  @Text() textZh: string;
  @Text() textEn: string;
  @Moment() at: Date;
  /** What is said once under this key is not said again. */
  @Index({ unique: true, where: 'once_key IS NOT NULL' })
  @Code({ nullable: true })
  onceKey: string | null;
  @Code({ nullable: true }) readBy: string | null;
  @Moment({ nullable: true }) readAt: Date | null;
}

/** Who decided what about whom, with reason and basis; never changed. */
@Entity()
@Index(['subjectKind', 'subjectId'])
@Index(['institutionCode', 'decidedAt'])
@Index(['regionCode', 'decidedAt'])
@Index(['decidedAt', 'id'])
export class DecisionEntity {
  @KeyUuid() id: string;
  @Code() subjectKind: string;
  @Code() subjectId: string;
  @Code({ nullable: true }) institutionCode: string | null;
  @Code() regionCode: string;
  @Code() act: string;
  @Text() reason: string;
  @Codes() basis: string[];
  @Code() decidedBy: string;
  @Code() role: string;
  @Moment() decidedAt: Date;
}

export const DEADLINE_ENTITIES = [DeadlineEntity, CalendarYearEntity, NotificationEntity, DecisionEntity] as const;
