/**
 * “Where is my certificate?”: the records of one person, or of one certificate number, in every batch of the caller's
 * territory, whatever became of them. The document number is digested here and goes no further.
 */
import { personText } from '../domain/certificate/person-key';
import { territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import type { Page, PageRequest } from './paging';
import type { Hub } from './ports';
import type { FoundRecordView } from './views';

export interface AskedPerson {
  readonly idType: string;
  readonly idNumber: string;
}

export const recordsOfPerson = (
  hub: Hub,
  caller: Caller,
  { idType, idNumber }: AskedPerson,
  page: PageRequest,
): Promise<Page<FoundRecordView>> =>
  hub.views.foundRecords(territoryOf(caller), { personKey: hub.keyedDigest(personText(idType, idNumber)) }, page);

export const recordsOfNumber = (
  hub: Hub,
  caller: Caller,
  certificateNo: string,
  page: PageRequest,
): Promise<Page<FoundRecordView>> => hub.views.foundRecords(territoryOf(caller), { certificateNo }, page);
