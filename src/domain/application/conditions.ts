/**
 * What an applicant has to meet beyond the parts of the form: data of the packs (`filingConditions`), each with its clause and with
 * whom that binds, because what one province forbids another does not mention, and a notice for schools binds schools.
 */
import type { InstitutionKind, SchoolType } from '../reference/snapshot';
import { applicantIn } from './applicant-facts';
import type { ApplicationContent } from './application';
import type { ApplicationFacts } from './facts';
import { isNamedIn } from './route';

/**
 * NOT_PROHIBITED none of the prohibitions that are named holds · COMMITMENT_SIGNED the integrity commitment · ASSESSOR_CARD assessors
 * have the number of a card · VENUE_ONCE a venue and occupation is filed by one institution · QUESTION_BANK one for each occupation
 * · NO_TEMPORARY_VENUE none that is rented for the occasion · NO_ADDITIONS_UNDER_SUSPENSION no new occupation or level while a filing
 * is suspended
 */
export const FILING_CONDITIONS = [
  'NOT_PROHIBITED',
  'COMMITMENT_SIGNED',
  'ASSESSOR_CARD',
  'VENUE_ONCE',
  'QUESTION_BANK',
  'NO_TEMPORARY_VENUE',
  'NO_ADDITIONS_UNDER_SUSPENSION',
] as const;
export type FilingCondition = (typeof FILING_CONDITIONS)[number];

/**
 * Who may not apply, in the words of 内人社办发〔2024〕53号 第十条, the one text that lists them. The applicant says of each whether it
 * is so; which of them keep it from applying the packs say.
 */
export const PROHIBITIONS = [
  'GOVERNMENT_BODY',
  'VIOLATIONS',
  'FAILED_YEARLY_INSPECTION',
  'ILLEGAL_ORGANISATION',
  'ABNORMAL_OPERATION',
  'BAD_RECORD',
] as const;
export type Prohibition = (typeof PROHIBITIONS)[number];

/** Every entry that fits counts; as in materials, `null` fits everybody, and `NONE` is an applicant without a school type. */
export interface AskedCondition {
  readonly condition: FilingCondition;
  readonly institutionKinds: readonly InstitutionKind[] | null;
  readonly schoolTypes: readonly (SchoolType | 'NONE')[] | null;
  /** Of NOT_PROHIBITED, and of no other. */
  readonly prohibitions?: readonly Prohibition[] | undefined;
  readonly basis: readonly string[];
}

/** An applicant, as far as conditions depend on it. */
export interface Conditioned {
  readonly kind: InstitutionKind;
  readonly schoolType: SchoolType | null;
}

/** Of nobody in particular only what is asked of everybody. */
const binds = ({ institutionKinds, schoolTypes }: AskedCondition, applicant: Conditioned | undefined): boolean =>
  applicant === undefined
    ? institutionKinds === null && schoolTypes === null
    : isNamedIn(institutionKinds, applicant.kind) && isNamedIn(schoolTypes, applicant.schoolType ?? 'NONE');

/** The entries that ask it of the applicant. */
export const entriesAsking = (
  entries: readonly AskedCondition[],
  applicant: Conditioned | undefined,
  condition: FilingCondition,
): readonly AskedCondition[] => entries.filter((entry) => entry.condition === condition && binds(entry, applicant));

const clausesOf = (entries: readonly AskedCondition[]): readonly string[] | undefined =>
  entries.length === 0 ? undefined : [...new Set(entries.flatMap(({ basis }) => basis))];

type Content = Pick<ApplicationContent, 'applicant'>;
type Facts = Pick<ApplicationFacts, 'parameters' | 'institution'>;

/** The clauses that ask for the condition; `undefined` where nobody does. */
export const conditionBasis = (
  condition: FilingCondition,
  content: Content,
  facts: Facts,
): readonly string[] | undefined =>
  clausesOf(entriesAsking(facts.parameters.filingConditions, applicantIn(content, facts), condition));

/** The clauses by which a body of which this holds may not apply; `undefined` where none says so. */
export const prohibitionBasis = (
  prohibition: Prohibition,
  content: Content,
  facts: Facts,
): readonly string[] | undefined =>
  clausesOf(
    entriesAsking(facts.parameters.filingConditions, applicantIn(content, facts), 'NOT_PROHIBITED').filter(
      ({ prohibitions = [] }) => prohibitions.includes(prohibition),
    ),
  );
