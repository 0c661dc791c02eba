/** The catalogue of faults that one record can carry: one kind for each rule that allows it. */
import { COMPLETENESS_FAULTS } from './completeness-faults';
import type { FaultKind } from './fault';
import { IDENTITY_FAULTS } from './identity-faults';
import { NUMBER_FAULTS } from './number-faults';
import { PLAN_FAULTS } from './plan-faults';
import { SCOPE_FAULTS } from './scope-faults';
import { SECURITY_FAULTS } from './security-faults';

export const FAULT_KINDS: readonly FaultKind[] = [
  ...COMPLETENESS_FAULTS,
  ...IDENTITY_FAULTS,
  ...NUMBER_FAULTS,
  ...SCOPE_FAULTS,
  ...PLAN_FAULTS,
  ...SECURITY_FAULTS,
];

/** Throws RangeError for a code that has no kind. */
export function faultKinds(codes: readonly string[]): readonly FaultKind[] {
  return codes.map((code) => {
    const kind = FAULT_KINDS.find((each) => each.code === code);
    if (kind === undefined) throw new RangeError(`No fault is known for the rule ${code}.`);
    return kind;
  });
}

/** Where a fault needs something that not every plan, registry or batch offers; another fault takes its turn there. */
export const PLANTED_ONLY_WHERE: { readonly [code: string]: string } = {
  'AUT-002': 'the person has a resident ID number',
  'AUT-003': 'the person has a resident ID number',
  'AUT-004': 'the person has a resident ID number',
  'AUT-005': 'the person has a resident ID number',
  'AUT-006': 'the person has a resident ID number, which gives way to another document',
  'AUT-007': 'the person has a Chinese name',
  'AUT-008': 'an earlier line of the batch is clean',
  'AUT-009': 'certificates of an earlier batch of the same plan are given as priorRecords',
  'AUT-010': 'an earlier line, or one of priorRecords, has a number of the same site, year and level',
  'AUT-011': 'the plan has a roster',
  'AUT-013': 'a certificate of priorRecords has a photo',
  'CPL-007': 'the plan is of level 2 or 1',
  'CMP-007': 'some level is planned by nobody at the site',
  'CMP-008': 'once in a batch: the second such number would be a duplicate as well',
  'CMP-014': 'the filing names its work types',
  'CMP-015': 'the institution is a social organisation; the ladder of an employer holds every level',
  'CMP-018': 'some level is neither filed nor planned at the site',
  'CMP-019': 'the filing that lapsed had the level of the plan',
  'CMP-020': 'the institution once closed a site',
  'CMP-021': 'the filing leaves out one of the three audiences',
  'CMP-022': 'the filing does not name an evaluation norm',
  'CMP-025': 'another open site has no plan of the level',
  'CMP-028': 'notice and issue lie in the same year',
};

/** Rules for which nothing can be planted in a record or a batch of the sample, each with the reason. */
export const NEVER_PLANTED: { readonly [code: string]: string } = {
  'AUT-001': 'the signature comes with the seal; test/contract/signatures.test.ts plants it',
  'AUT-012': 'a person has to sit at another site on the same day, in a batch of another plan',
  'AUT-014': 'whoever is known under the number by the same plan holds its certificate, so that AUT-009 speaks as well',
  'CMP-016': 'no pack of the sample province limits levels by school type',
  'CMP-033': 'the person has to hold a certificate of another level, of a batch of another plan',
  'CMP-035': 'it speaks of the registry, not of a batch',
  'SEC-001': 'the key comes with the seal; test/contract/signatures.test.ts plants it',
  'TIM-005': 'the day of the return is known to the hub alone',
  'TIM-008': 'it speaks of a batch that waits, not of what is in it',
  'TIM-009': 'it speaks of an institution, not of a batch',
  'TIM-010': 'it speaks of the registry, not of a batch',
};
