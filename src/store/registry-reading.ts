/**
 * Reads the registry of one institution as a registry document, as it was known at a moment: what a snapshot is made of.
 * A moment is a millisecond of the clock; what was recorded inside it was known at it.
 */
import type { EntityManager } from 'typeorm';
import type {
  RegistryCatalogue,
  RegistryDocument,
  RegistryFiling,
  RegistryInstitution,
  RegistryPlan,
  RegistrySite,
  RegistryStaff,
} from '../domain/registry/document';
import { knownAt } from './known-at';
import { SHARE_REGISTRY } from './registry-lock';
import { rows } from './rows';

const PLANS = `
SELECT version.content || jsonb_build_object('roster', roster.entries) AS content
  FROM registry_version AS version LEFT JOIN registry_roster AS roster ON roster.digest = version.content ->> 'roster'
 WHERE noun = 'PLAN' AND institution_code = $1 AND ($2::text IS NULL OR key = $2) AND ${knownAt('$3')}`;

const REST = `
SELECT noun, content FROM registry_version
 WHERE institution_code = $1 AND noun IN ('INSTITUTION', 'SITE', 'FILING') AND ${knownAt('$2')}
UNION ALL
SELECT noun, content FROM registry_version WHERE noun = 'CATALOGUE' AND ${knownAt('$2')}
UNION ALL
SELECT noun, content FROM registry_version WHERE noun = 'STAFF' AND key = ANY($3::text[]) AND ${knownAt('$2')}`;

type KnownRow =
  | { readonly noun: 'INSTITUTION'; readonly content: RegistryInstitution }
  | { readonly noun: 'SITE'; readonly content: RegistrySite }
  | { readonly noun: 'FILING'; readonly content: RegistryFiling }
  | { readonly noun: 'STAFF'; readonly content: RegistryStaff }
  | { readonly noun: 'CATALOGUE'; readonly content: RegistryCatalogue };

export async function readRegistry(
  manager: EntityManager,
  institutionCode: string,
  planNo: string | null,
  moment: Date | null,
): Promise<RegistryDocument> {
  await rows(manager, SHARE_REGISTRY);
  const plans = (await rows<{ content: RegistryPlan }>(manager, PLANS, [institutionCode, planNo, moment])).map(
    ({ content }) => content,
  );
  const staff = plans.flatMap((plan) =>
    [plan.assessors, plan.internalSupervisors, plan.invigilators, plan.trainers].flat(),
  );
  const known = await rows<KnownRow>(manager, REST, [institutionCode, moment, [...new Set(staff)]]);
  return {
    institutions: known.flatMap((row) => (row.noun === 'INSTITUTION' ? [row.content] : [])),
    sites: known.flatMap((row) => (row.noun === 'SITE' ? [row.content] : [])),
    filings: known.flatMap((row) => (row.noun === 'FILING' ? [row.content] : [])),
    plans,
    assessors: known.flatMap((row) => (row.noun === 'STAFF' ? [row.content] : [])),
    catalogue: known.flatMap((row) => (row.noun === 'CATALOGUE' ? [row.content] : [])),
  };
}
