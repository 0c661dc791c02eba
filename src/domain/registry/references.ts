import type { RegistryDocument } from './document';

/** Keys that a document relies on without holding them; the importing verb asks the hub for these. */
export interface RegistryReferences {
  readonly regions: readonly string[];
  readonly institutions: readonly string[];
  readonly sites: readonly string[];
  readonly assessors: readonly string[];
}

export function externalReferences(document: RegistryDocument): RegistryReferences {
  const {
    regions = [],
    regulators = [],
    institutions = [],
    sites = [],
    filings = [],
    plans = [],
    signingKeys = [],
    assessors = [],
  } = document;
  const parents = regions.flatMap(({ parentCode }) => (parentCode === null ? [] : [parentCode]));
  return {
    regions: beyond(regions, 'code', [
      ...parents,
      ...[...regulators, ...institutions, ...sites, ...assessors].flatMap(({ regionCode }) => regionCode ?? []),
    ]),
    institutions: beyond(
      institutions,
      'code',
      [...sites, ...filings, ...plans, ...signingKeys, ...assessors].flatMap(
        ({ institutionCode }) => institutionCode ?? [],
      ),
    ),
    sites: beyond(sites, 'code', [
      ...filings.flatMap(({ siteCodes }) => siteCodes),
      ...plans.map(({ siteCode }) => siteCode),
    ]),
    assessors: beyond(
      assessors,
      'id',
      plans.flatMap((plan) => plan.assessors),
    ),
  };
}

function beyond<Key extends string>(
  held: readonly { readonly [key in Key]: string }[],
  key: Key,
  wanted: readonly string[],
): readonly string[] {
  const here = new Set(held.map((row) => row[key]));
  return [...new Set(wanted)].filter((code) => !here.has(code)).sort();
}
