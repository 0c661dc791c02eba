/**
 * A refusal is an expected answer: the caller can act on it. It is typed, bilingual and says how to mend it.
 * It never repeats a value that was sent, because values can be personal data.
 */
import type { Bilingual } from '../domain/bilingual';
import type { Place } from '../domain/intake/place';
import { FORWARDING_REFUSALS } from './refusals/forwarding';
import { MAIN_FLOW_REFUSALS } from './refusals/main-flow';
import { APPLICATIONS_REFUSALS } from './refusals/applications';
import { PUBLICATIONS_REFUSALS } from './refusals/publications';
import { REGISTRY_HISTORY_REFUSALS } from './refusals/registry-history';
import { PLANS_REFUSALS } from './refusals/plans';
import { RESULTS_REFUSALS } from './refusals/results';
import { REVIEW_REFUSALS } from './refusals/review';
import { DEADLINES_REFUSALS } from './refusals/deadlines';
import { PROPOSALS_REFUSALS } from './refusals/proposals';
import { CERTIFICATE_CHANGES_REFUSALS } from './refusals/certificate-changes';
import { RECEIVED_REFUSALS } from './refusals/received';
import { TALLY_REPORTS_REFUSALS } from './refusals/tally-reports';

export type { Place };

const TEXTS = {
  ...MAIN_FLOW_REFUSALS,
  ...FORWARDING_REFUSALS,
  ...APPLICATIONS_REFUSALS,
  ...PUBLICATIONS_REFUSALS,
  ...REGISTRY_HISTORY_REFUSALS,
  ...PLANS_REFUSALS,
  ...RESULTS_REFUSALS,
  ...REVIEW_REFUSALS,
  ...DEADLINES_REFUSALS,
  ...PROPOSALS_REFUSALS,
  ...CERTIFICATE_CHANGES_REFUSALS,
  ...TALLY_REPORTS_REFUSALS,
  ...RECEIVED_REFUSALS,
} as const;

export type RefusalCode = keyof typeof TEXTS;
export const REFUSAL_CODES = Object.keys(TEXTS) as readonly RefusalCode[];

export interface Refusal {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
  readonly places: readonly Place[];
  /** How many places are at fault in all; `places` holds the first `PLACES_MAX`. */
  readonly placesTotal: number;
  /** The upload or batch that already stands, where there is one. */
  readonly existingId: string | null;
}

export const PLACES_MAX = 50;

export function refuse(
  code: RefusalCode,
  more: { places?: readonly Place[]; placesTotal?: number; existingId?: string } = {},
): Refusal {
  const [zh, en, remedyZh, remedyEn]: readonly [string, string, string, string] = TEXTS[code];
  const places = more.places ?? [];
  return {
    kind: 'refused',
    code,
    message: { zh, en },
    remedy: { zh: remedyZh, en: remedyEn },
    places: places.slice(0, PLACES_MAX),
    placesTotal: more.placesTotal ?? places.length,
    existingId: more.existingId ?? null,
  };
}
