/** Rules of registry scope about one subject, by the pack in force where it belongs. */
import type { ResolvedPack } from '../packs/resolve-pack';
import { REGISTRY_RULES } from './index';
import type { RegistrySubject } from './registry-subject';
import type { Finding } from './rule';
import { findingsOf } from './rule';
import { severityUnder } from './rule-severity';

/** By code. The findings have no line. */
export const checkSubject = (
  subject: RegistrySubject,
  { today, pack }: { readonly today: string; readonly pack: ResolvedPack },
): readonly Finding[] =>
  REGISTRY_RULES.flatMap((rule) => {
    const severity = severityUnder(pack, rule);
    return severity === undefined
      ? []
      : findingsOf(rule, null, rule.check(subject, { today, parameters: pack.parameters }), severity);
  });
