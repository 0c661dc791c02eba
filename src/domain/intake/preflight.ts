/**
 * The pre-flight manifest: what the institution's own check said about the content before it was sent. It changes no
 * verdict. The hub keeps it with the batch, says at the seal what of it is out of date and which rules have changed
 * since, and after the check whether its own verdicts are the same.
 */
import type { Bilingual } from '../bilingual';
import { isInstant } from '../calendar/dates';
import type { Place } from './place';

/** As `certhub check --manifest` writes it and `dryRun` answers it. Digests are SHA-256 in hex. */
export interface Preflight {
  /** Of this form. */
  readonly version?: number | null;
  /** Names of the packs, for people. */
  readonly pack: string;
  readonly packDigest: string;
  readonly snapshotDigest: string;
  readonly engineVersion: string;
  /** Over all bytes of the records. */
  readonly digest: string;
  readonly records: number;
  readonly passed: number;
  readonly held: number;
  readonly returned: number;
  readonly verdictDigest: string;
  /** ISO instant with an offset: when it was checked, or as of when. */
  readonly at: string;
}

/** What the hub finds when the manifest arrives. */
export interface PreflightStanding {
  readonly packUpToDate: boolean;
  readonly snapshotUpToDate: boolean;
  readonly engineUpToDate: boolean;
  /** The check saw the very bytes that were sealed, and as many records. */
  readonly digestMatches: boolean;
  /**
   * Codes of the rules that the packs of the seal judge by otherwise than those of the manifest; `null` where the hub
   * does not know the packs of the manifest.
   */
  readonly changedRules: readonly string[] | null;
}

export interface KeptPreflight {
  readonly manifest: Preflight;
  readonly standing: PreflightStanding;
}

export const PREFLIGHT_VERSION = 1;
export const PREFLIGHT_TEXT_CHARS_MAX = 200;
/** As many records as the hub takes in one batch. */
export const PREFLIGHT_RECORDS_MAX = 1_000_000;

const DIGESTS = ['packDigest', 'snapshotDigest', 'digest', 'verdictDigest'] as const;
const COUNTS = ['passed', 'held', 'returned'] as const;

const DIGEST = /^[0-9a-f]{64}$/i;
const PRINTABLE = /^[ -~]+$/;

const FAULTS = {
  version: {
    zh: `只接收第 ${PREFLIGHT_VERSION} 版预检清单`,
    en: `Only version ${PREFLIGHT_VERSION} of the pre-flight manifest is taken`,
  },
  digest: { zh: '应为 64 位十六进制的 SHA-256', en: 'Must be a SHA-256 of 64 hex digits' },
  text: {
    zh: `应为 1–${PREFLIGHT_TEXT_CHARS_MAX} 个可见 ASCII 字符`,
    en: `Must be 1–${PREFLIGHT_TEXT_CHARS_MAX} visible ASCII characters`,
  },
  records: {
    zh: `应为 1 至 ${PREFLIGHT_RECORDS_MAX} 的整数`,
    en: `Must be a whole number from 1 to ${PREFLIGHT_RECORDS_MAX}`,
  },
  count: { zh: '应为不小于 0 的整数', en: 'Must be a whole number, not below 0' },
  sum: { zh: '通过、待说明、退回之和应等于记录数', en: 'passed, held and returned must add up to records' },
  at: {
    zh: '应为带时区的时刻,如 2026-06-30T09:00:00+08:00',
    en: 'Must be an instant with its offset, such as 2026-06-30T09:00:00+08:00',
  },
} as const satisfies Record<string, Bilingual>;

const isText = (text: string): boolean => text.length <= PREFLIGHT_TEXT_CHARS_MAX && PRINTABLE.test(text);
const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0;

/** What of the manifest cannot be kept; whether it is up to date is another question. */
export function checkPreflight(preflight: Preflight): readonly Place[] {
  const places: Place[] = [];
  const ask = (holds: boolean, field: keyof Preflight, message: Bilingual): void => {
    if (!holds) places.push({ record: null, field: `preflight/${field}`, message });
  };
  const { version, pack, engineVersion, records, at } = preflight;
  ask(version === undefined || version === null || version === PREFLIGHT_VERSION, 'version', FAULTS.version);
  for (const field of DIGESTS) ask(DIGEST.test(preflight[field]), field, FAULTS.digest);
  ask(isText(pack), 'pack', FAULTS.text);
  ask(isText(engineVersion), 'engineVersion', FAULTS.text);
  ask(isCount(records) && records >= 1 && records <= PREFLIGHT_RECORDS_MAX, 'records', FAULTS.records);
  for (const field of COUNTS) ask(isCount(preflight[field]), field, FAULTS.count);
  ask(isInstant(at), 'at', FAULTS.at);
  const sum = COUNTS.reduce((total, field) => total + preflight[field], 0);
  if (places.length === 0) ask(sum === records, 'records', FAULTS.sum);
  return places;
}

/** Field by field, with digests in small letters: what is kept is what the contract names. */
export const plainPreflight = (preflight: Preflight): Preflight => ({
  version: PREFLIGHT_VERSION,
  pack: preflight.pack,
  packDigest: preflight.packDigest.toLowerCase(),
  snapshotDigest: preflight.snapshotDigest.toLowerCase(),
  engineVersion: preflight.engineVersion,
  digest: preflight.digest.toLowerCase(),
  records: preflight.records,
  passed: preflight.passed,
  held: preflight.held,
  returned: preflight.returned,
  verdictDigest: preflight.verdictDigest.toLowerCase(),
  at: preflight.at,
});

/** What the batch really has: digests in small hex, of the seal. */
export interface SealedFacts {
  readonly packDigest: string;
  readonly snapshotDigest: string;
  readonly engineVersion: string;
  /** SHA-256, also where the manifest of the batch speaks of SM3. */
  readonly contentDigest: string;
  readonly records: number;
}

/** All that can be said by comparison; `changedRules` is for whoever knows older packs. */
export function standingOf(preflight: Preflight, sealed: SealedFacts): Omit<PreflightStanding, 'changedRules'> {
  return {
    packUpToDate: preflight.packDigest === sealed.packDigest,
    snapshotUpToDate: preflight.snapshotDigest === sealed.snapshotDigest,
    engineUpToDate: preflight.engineVersion === sealed.engineVersion,
    digestMatches: preflight.digest === sealed.contentDigest && preflight.records === sealed.records,
  };
}
