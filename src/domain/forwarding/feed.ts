/**
 * feed  one receiver above, as the operator describes it in the feeds file: what it wants, in what form, when, how fast.
 *       Its address is no part of this: that belongs to the connector.
 */
import type { Bilingual } from '../bilingual';
import type { FeedForm } from './form';
import { WHOLE_RECORD } from './form';
import { RETRY_DELAYS_MS } from './retry';

/** certificates: versions one by one · tallies: counts of a period with the version of their definition */
export const FEED_CARGOES = ['certificates', 'tallies'] as const;
export type FeedCargo = (typeof FEED_CARGOES)[number];

/** An empty list wants all. A feed wants what fits every line of it. */
export interface FeedWants {
  readonly institutionCodes: readonly string[];
  /** EMPLOYER, SOCIAL_ORG. */
  readonly institutionKinds: readonly string[];
  readonly schoolTypes: readonly string[];
  /** Whole codes `6-31-01-03`, or their beginning up to a dash: `6-31-`. */
  readonly occupationCodes: readonly string[];
  readonly levels: readonly string[];
  /** YYYY-MM-DD; certificates issued before it are not wanted. `null`: from the beginning. */
  readonly issuedFrom: string | null;
}

/** Hours of Chinese time in which parcels are handed over. */
export interface FeedWindow {
  readonly days: 'all' | 'working';
  /** Minutes of the day, 0 to 1,440; `until` is not inside. `from` > `until` runs over midnight. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** What a receiver's code of a refusal means. */
export interface FeedCode {
  readonly title: Bilingual;
  /** The rule of ours that looks at the same thing, where there is one: `CMP-007`. */
  readonly rule: string | null;
}

/** When the operator is told that something does not move. */
export interface FeedAlarm {
  /** A parcel was due for so long and was not handed over. */
  readonly dueMinutes: number;
  /** A parcel was taken so long ago and is not answered. */
  readonly answerMinutes: number;
}

export interface FeedDescription {
  /** Known for ever by this name: deliveries refer to it. */
  readonly name: string;
  readonly connector: string;
  readonly title: Bilingual;
  /** GB/T 2260: the region whose certificates the feed wants, 000000 for all of them. */
  readonly region: string;
  readonly cargo: FeedCargo;
  readonly wants: FeedWants;
  readonly form: FeedForm;
  /** `null`: at any time. */
  readonly window: FeedWindow | null;
  readonly parcelCertificates: number;
  /** `null`: as fast as it takes them. */
  readonly certificatesPerMinute: number | null;
  /** certificate: a later version waits until the earlier one was taken · any: as they become due */
  readonly order: 'certificate' | 'any';
  /** Waits after attempt 1, 2, … that reached nobody, before jitter. */
  readonly retryDelaysMs: readonly number[];
  /** By the receiver's code. */
  readonly codes: Readonly<Record<string, FeedCode>>;
  readonly alarm: FeedAlarm;
}

/** One parcel of the hub's own making; a feed may take less at a time. */
export const PARCEL_CERTIFICATES_MAX = 2_000;

export const WANTS_ALL: FeedWants = {
  institutionCodes: [],
  institutionKinds: [],
  schoolTypes: [],
  occupationCodes: [],
  levels: [],
  issuedFrom: null,
};

const DAY_MINUTES = 24 * 60;
export const ALARM_DEFAULT: FeedAlarm = { dueMinutes: 60, answerMinutes: DAY_MINUTES };

/** A feed of which nothing is said but where and for whom: the whole record of every certificate of its region. */
export const plainFeed = ({
  name,
  connector,
  region,
  title,
}: Pick<FeedDescription, 'name' | 'connector' | 'region' | 'title'>): FeedDescription => ({
  name,
  connector,
  region,
  title,
  cargo: 'certificates',
  wants: WANTS_ALL,
  form: WHOLE_RECORD,
  window: null,
  parcelCertificates: PARCEL_CERTIFICATES_MAX,
  certificatesPerMinute: null,
  order: 'any',
  retryDelaysMs: RETRY_DELAYS_MS,
  codes: {},
  alarm: ALARM_DEFAULT,
});
