/**
 * pack      the parameters and switches of rules for one jurisdiction and one period; a JSON file under `packs/`
 * base      the jurisdiction whose packs lie under this one; the nation's packs have none
 * overlay   a pack with a base: it may ask for more, never for less
 * grant     the one way to ask for less: an entry that names what is loosened and by which document; it stays visible
 *           in whatever the pack is merged into
 */
import type { Bilingual } from '../bilingual';
import type { Severity } from '../rules/rule';

export interface PackParameter {
  readonly value: unknown;
  /** `document article`. */
  readonly basis: readonly string[];
  /** What the clause leaves open, and where the value comes from then. */
  readonly note?: Bilingual | undefined;
  /** Name of the pack of the release that it was taken from (`completed`); no file and no draft says it. */
  readonly origin?: string | undefined;
}

export interface RuleSwitch {
  /** Absent: as the rule itself says. */
  readonly enabled?: boolean | undefined;
  readonly severity?: Severity | undefined;
  readonly basis: readonly string[];
  readonly note?: Bilingual | undefined;
}

export interface Grant {
  /** Name of a parameter or code of a rule. */
  readonly of: string;
  readonly basis: readonly string[];
  readonly reason: Bilingual;
  /** As of a parameter. */
  readonly origin?: string | undefined;
}

export interface Pack {
  /** `national`, `sichuan`, … */
  readonly jurisdiction: string;
  /** GB/T 2260, six digits; `000000` for the nation. */
  readonly region: string;
  /** Jurisdiction of a region that contains this one; `null` for the nation. */
  readonly base: string | null;
  /** The date that names the version, `YYYY-MM-DD`. */
  readonly version: string;
  readonly title: Bilingual;
  /** Exam dates that the pack governs; `to` is the last day, `null` open. */
  readonly from: string;
  readonly to: string | null;
  readonly parameters: Readonly<Record<string, PackParameter>>;
  readonly rules: Readonly<Record<string, RuleSwitch>>;
  readonly grants: readonly Grant[];
}

export const NATION_REGION = '000000';

export const packName = ({ jurisdiction, version }: Pick<Pack, 'jurisdiction' | 'version'>): string =>
  `${jurisdiction}@${version}`;
