/** Loads reference data: all of a document or nothing of it, and only inside the caller's territory. */
import type { Bilingual } from '../domain/bilingual';
import { checkRegistryDocument } from '../domain/registry/check-document';
import type { RegistryDocument } from '../domain/registry/document';
import { externalReferences } from '../domain/registry/references';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import type { Hub, RegistryCounts, Stores } from './ports';
import { type Place, type Refusal, refuse } from './refusal';

export interface RegistrySaved {
  readonly kind: 'saved';
  readonly counts: RegistryCounts;
}

const UNKNOWN_REGION: Bilingual = { zh: '区划未登记', en: 'The region is not in the registry' };
const UNKNOWN_INSTITUTION: Bilingual = { zh: '机构未登记', en: 'The institution is not in the registry' };
const OUTSIDE: Bilingual = { zh: '不在本辖区内', en: 'Outside your territory' };
const OF_OTHERS: Bilingual = { zh: '该编号已属于其他机构', en: 'The key belongs to another institution' };
const HIGHER: Bilingual = { zh: '仅限系统管理员或部级导入', en: 'Only the operator or the nation may load this list' };

/** Lists that belong to no territory. */
const COMMON_LISTS = ['regions', 'regulators', 'catalogue', 'assessors'] as const;

export async function saveRegistry(hub: Hub, caller: Caller, value: unknown): Promise<RegistrySaved | Refusal> {
  if (caller.role === 'INSTITUTION') return refuse('FORBIDDEN');
  const checked = checkRegistryDocument(value);
  if ('problems' in checked) {
    return refuse('REGISTRY_INVALID', {
      places: checked.problems.map(({ path, message }) => ({ record: null, field: path, message })),
      placesTotal: checked.problemCount,
    });
  }
  const { document } = checked;
  return hub.transaction(async (stores) => {
    const places = await problemsOf(stores, caller, document);
    if (places.length > 0) return refuse('REGISTRY_INVALID', { places });
    return { kind: 'saved', counts: await stores.registry.save(document) };
  });
}

async function problemsOf(stores: Stores, caller: Caller, document: RegistryDocument): Promise<readonly Place[]> {
  const { regions, institutions } = externalReferences(document);
  const knownRegions = await stores.registry.knownRegions(regions);
  const owners = [...institutions, ...(document.institutions ?? []).map(({ code }) => code)];
  const stored = await stores.registry.institutionRegions(owners);
  const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
  return [
    ...regions.filter((code) => !knownRegions.has(code)).map((code) => place(code, UNKNOWN_REGION)),
    ...institutions.filter((code) => !stored.has(code)).map((code) => place(code, UNKNOWN_INSTITUTION)),
    ...outside(caller, document, stored).map(({ field, message }) => place(field, message)),
    ...(await stores.registry.keysOfOthers(document)).map((field) => place(field, OF_OTHERS)),
  ];
}

/** Where an institution stands now counts as much as where the document would put it. */
function outside(
  caller: Caller,
  document: RegistryDocument,
  stored: ReadonlyMap<string, string>,
): readonly { readonly field: string; readonly message: Bilingual }[] {
  if (caller.role === 'OPERATOR' || caller.role === 'NATION') return [];
  const territory = territoryOf(caller);
  const higher = COMMON_LISTS.filter((list) => (document[list] ?? []).length > 0);
  const placed = new Map([
    ...(document.institutions ?? []).map(({ code, regionCode }) => [code, regionCode] as const),
    ...stored,
  ]);
  const regionsOf = (institutionCode: string, regionCode?: string): string[] => [
    placed.get(institutionCode) ?? '',
    ...(regionCode === undefined ? [] : [regionCode]),
  ];
  const rows = [
    ...(document.institutions ?? []).map((row, at) => ({
      at: `/institutions/${at}`,
      in: regionsOf(row.code, row.regionCode),
    })),
    ...(document.sites ?? []).map((row, at) => ({ at: `/sites/${at}`, in: regionsOf(row.institutionCode) })),
    ...(document.filings ?? []).map((row, at) => ({ at: `/filings/${at}`, in: regionsOf(row.institutionCode) })),
    ...(document.plans ?? []).map((row, at) => ({ at: `/plans/${at}`, in: regionsOf(row.institutionCode) })),
  ];
  return [
    ...higher.map((list) => ({ field: `/${list}`, message: HIGHER })),
    ...rows
      .filter((row) => row.in.some((regionCode) => !coversRegion(territory, regionCode)))
      .map((row) => ({ field: row.at, message: OUTSIDE })),
  ];
}
