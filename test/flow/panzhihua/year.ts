/** What the parts of Panzhihua’s year share: who takes part, and the first site that Sichuan gives. */
import type { BatchHeader } from '../../../src/domain/intake/header';
import type { Actor, TestHub } from '../../kit/hub';
import type { Offices } from '../../kit/life/steps';
import type { Refused } from '../../kit/operations';

export interface Year {
  readonly hub: TestHub;
  readonly college: Actor;
  readonly offices: Offices;
  readonly nation: Actor;
  readonly secondNation: Actor;
  /** 09:00 in China of that day. */
  readonly setDay: (day: string) => void;
}

export const SITE = 'S000051000001';

/** Field, and 1-based entry where it is a list: `roster 4`. */
export const fieldsAt = ({ places = [] }: Partial<Refused>): readonly string[] =>
  places.map(({ field, record }) => [field ?? '', ...(record === null ? [] : [record])].join(' '));

export const header = (planNo: string, clientBatchNo: string, noticeOn: string): BatchHeader => ({
  planNo,
  clientBatchNo,
  noticeFrom: noticeOn,
  noticeTo: noticeOn,
});
