/**
 * pack      the parameters and switches of rules for one jurisdiction and one period; a JSON file under `packs/`
 * overlay   a pack below the nation's: it may ask for more, never for less
 * grant     the one way to ask for less: an entry that names what is loosened and by which document; it stays visible
 *           in whatever the pack is merged into
 */
import type { Severity } from '../rules/rule';

export interface PackParameter {
  readonly value: unknown;
  readonly basis: readonly string[];
}

export interface RuleSwitch {
  /** Absent: as the rule itself says. */
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly basis: readonly string[];
}

export interface Grant {
  /** Name of a parameter or code of a rule. */
  readonly of: string;
  readonly basis: readonly string[];
  readonly reason: string;
}

export interface Pack {
  /** `national`, `sichuan`, … */
  readonly jurisdiction: string;
  /** GB/T 2260, six digits; `000000` for the nation. */
  readonly region: string;
  /** The date that names the version, `YYYY-MM-DD`. */
  readonly version: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Exam dates that the pack governs; `to` is the last day, `null` open. */
  readonly from: string;
  readonly to: string | null;
  readonly parameters: Readonly<Record<string, PackParameter>>;
  readonly rules: Readonly<Record<string, RuleSwitch>>;
  readonly grants: readonly Grant[];
}

export const NATION_REGION = '000000';

export const packName = ({ jurisdiction, version }: Pack): string => `${jurisdiction}@${version}`;
