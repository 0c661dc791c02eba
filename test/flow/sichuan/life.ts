/** Who lives in Sichuan, and what each part of the life leaves to the next one. */
import type { GivenContent } from '../../../src/domain/application/content-shape';
import type { CertificateRecord } from '../../../src/domain/certificate/record';
import type { Actor, TestHub } from '../../kit/hub';
import { certificateNoOf, recordsOf } from '../../kit/life/records';
import { examOf, STUDENTS } from '../../kit/life/sichuan';
import type { Crew } from '../../kit/life/staff';
import type { Offices } from '../../kit/life/steps';

export interface SichuanLife {
  readonly hub: TestHub;
  readonly offices: Offices;
  /** Of Zigong, which has nothing to do with the colleges of Chengdu. */
  readonly otherCity: Actor;
  readonly college: Actor;
  readonly otherCollege: Actor;
  /** The application of the college as it was filed. */
  sound: GivenContent;
  siteCode: string;
  crew: Crew;
  planNo: string;
  batchId: string;
}

/** The feeds of a test hub, each with its receiver. */
export const FEEDS = ['national-database', 'province-statistics'];
export const NOTICE = { noticeFrom: '2026-01-19', noticeTo: '2026-01-23' } as const;
/** 1-based lines of the batch: one that says a level that is not filed, one that its reviewer returns. */
export const HASTY_LINE = 5;
export const DOUBTED_LINE = 7;

/** Of the certificates of the winter exam. */
export const certificateNo = (siteCode: string, serial: number): string =>
  certificateNoOf(siteCode, '2026-01-28', 'LEVEL_3', serial);
/** Everybody who passed it: all but the last two. */
export const goodRecords = (siteCode: string): readonly CertificateRecord[] =>
  recordsOf(STUDENTS.slice(0, -2), examOf(siteCode));
