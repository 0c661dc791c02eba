/** The catalogue of faults that can be planted: one kind for each rule of the engine. */
import { COMPLETENESS_FAULTS } from './completeness-faults';
import type { FaultKind } from './fault';
import { IDENTITY_FAULTS } from './identity-faults';
import { NUMBER_FAULTS } from './number-faults';
import { SCOPE_FAULTS } from './scope-faults';

export const FAULT_KINDS: readonly FaultKind[] = [
  ...COMPLETENESS_FAULTS,
  ...IDENTITY_FAULTS,
  ...NUMBER_FAULTS,
  ...SCOPE_FAULTS,
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
  'AUT-007': 'the person has a Chinese name',
  'AUT-008': 'an earlier line of the batch is clean',
  'AUT-009': 'certificates of an earlier batch of the same plan are given as priorRecords',
  'AUT-010': 'an earlier line, or one of priorRecords, has a number of the same site, year and level',
  'CPL-007': 'the plan is of level 2 or 1',
  'CMP-007': 'some level is planned by nobody at the site',
  'CMP-008': 'once in a batch: the second such number would be a duplicate as well',
  'CMP-015': 'the institution is a social organisation; the ladder of an employer holds every level',
  'CMP-018': 'some level is neither filed nor planned at the site',
  'CMP-019': 'the filing that lapsed had the level of the plan',
  'CMP-020': 'the institution once closed a site',
  'CMP-021': 'the filing leaves out one of the three audiences',
  'CMP-028': 'notice and issue lie in the same year',
};

/** Rules for which no fault can be planted at all, each with the reason. */
export const NEVER_PLANTED: { readonly [code: string]: string } = {};
