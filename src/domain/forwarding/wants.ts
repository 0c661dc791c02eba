/**
 * Whether a feed wants a certificate, and why not. `src/store/wanted.ts` says the same in SQL; `test/contract/feed-wants.test.ts`
 * holds the two together.
 */
import type { Bilingual } from '../bilingual';
import type { FeedDescription } from './feed';
import { wantsRegion } from './wants-region';

/** What is looked at, of a certificate as it is now. */
export interface WantedFacts {
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly institutionKind: string;
  readonly schoolType: string | null;
  readonly occupationCode: string;
  readonly level: string;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
}

/** In the order in which they are looked at: the first one that fits is the one that is told. */
export const UNWANTED_REASONS = [
  'CARGO',
  'REGION',
  'INSTITUTION',
  'INSTITUTION_KIND',
  'SCHOOL_TYPE',
  'OCCUPATION',
  'LEVEL',
  'ISSUED_BEFORE',
] as const;
export type UnwantedReason = (typeof UNWANTED_REASONS)[number];

export const UNWANTED_TEXTS: Readonly<Record<UnwantedReason, Bilingual>> = {
  CARGO: { zh: '该接收方只接收统计汇总，不接收证书', en: 'The feed takes tallies, no certificates' },
  REGION: { zh: '证书不在该接收方的区划范围内', en: "The certificate lies outside the feed's region" },
  INSTITUTION: { zh: '该接收方不接收本机构的证书', en: 'The feed does not take certificates of this institution' },
  INSTITUTION_KIND: {
    zh: '该接收方不接收此类评价机构的证书',
    en: 'The feed does not take certificates of this kind of institution',
  },
  SCHOOL_TYPE: {
    zh: '该接收方不接收此类院校的证书',
    en: 'The feed does not take certificates of this type of school',
  },
  OCCUPATION: { zh: '该接收方不接收此职业的证书', en: 'The feed does not take certificates of this occupation' },
  LEVEL: { zh: '该接收方不接收此等级的证书', en: 'The feed does not take certificates of this level' },
  ISSUED_BEFORE: {
    zh: '发证日期早于该接收方的起始日期',
    en: 'The certificate was issued before the day from which the feed takes them',
  },
};

export type Wish =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'unwanted'; readonly reason: UnwantedReason; readonly text: Bilingual };

/** The beginning of occupation codes, up to a dash; else it is a whole code. */
export const isOccupationBeginning = (code: string): boolean => code.endsWith('-');

type Wanting = Pick<FeedDescription, 'cargo' | 'region' | 'wants'>;

const fits = (wanted: readonly string[], value: string | null): boolean =>
  wanted.length === 0 || (value !== null && wanted.includes(value));

const fitsOccupation = (wanted: readonly string[], code: string): boolean =>
  fits(wanted, code) || wanted.some((each) => isOccupationBeginning(each) && code.startsWith(each));

const FITS: Readonly<Record<UnwantedReason, (feed: Wanting, facts: WantedFacts) => boolean>> = {
  CARGO: ({ cargo }) => cargo === 'certificates',
  REGION: ({ region }, { regionCode }) => wantsRegion(region, regionCode),
  INSTITUTION: ({ wants }, { institutionCode }) => fits(wants.institutionCodes, institutionCode),
  INSTITUTION_KIND: ({ wants }, { institutionKind }) => fits(wants.institutionKinds, institutionKind),
  SCHOOL_TYPE: ({ wants }, { schoolType }) => fits(wants.schoolTypes, schoolType),
  OCCUPATION: ({ wants }, { occupationCode }) => fitsOccupation(wants.occupationCodes, occupationCode),
  LEVEL: ({ wants }, { level }) => fits(wants.levels, level),
  ISSUED_BEFORE: ({ wants }, { issuedOn }) => wants.issuedFrom === null || issuedOn >= wants.issuedFrom,
};

export function wish(feed: Wanting, facts: WantedFacts): Wish {
  const reason = UNWANTED_REASONS.find((each) => !FITS[each](feed, facts));
  return reason === undefined ? { kind: 'wanted' } : { kind: 'unwanted', reason, text: UNWANTED_TEXTS[reason] };
}

/** Whether anything of a batch can be wanted, whatever its certificates are: one batch is of one region. */
export const wantsOfRegion = ({ cargo, region }: Pick<Wanting, 'cargo' | 'region'>, regionCode: string): boolean =>
  cargo === 'certificates' && wantsRegion(region, regionCode);
