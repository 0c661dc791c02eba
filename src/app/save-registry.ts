/** Loads reference data: all of a document or nothing of it, and only inside the caller's territory. */
import type { Bilingual } from '../domain/bilingual';
import { filedTwice } from '../domain/filing/filed-twice';
import { checkRegistryDocument } from '../domain/registry/check-document';
import type { RegistryDocument, RegistryList } from '../domain/registry/document';
import { externalReferences } from '../domain/registry/references';
import { coversRegion, territoryOf } from '../domain/tenancy/territory';
import type { Caller } from './caller';
import type { Hub, Stores } from './ports';
import type { RegistryCounts } from './registry/registry-ports';
import { type Place, type Refusal, refuse } from './refusal';

export interface RegistrySaved {
  readonly kind: 'saved';
  readonly counts: RegistryCounts;
}

/** One text for what is not there and what is not the caller's: nobody learns what exists elsewhere. */
const NOT_YOURS: Bilingual = {
  zh: '未登记,或不在本辖区、本机构名下',
  en: 'Not in the registry, or not yours to change',
};
const NOT_APPROVED_BY_CITY: Bilingual = {
  zh: '仅省级可批准计划;市级报送的计划须为 false',
  en: 'Only the province approves a plan; one that a city saves carries false',
};
const HIGHER: Bilingual = { zh: '仅限系统管理员或部级导入', en: 'Only the operator or the nation may load this list' };

/** Lists that belong to no territory. */
const COMMON_LISTS = ['regions', 'regulators', 'catalogue', 'assessors'] as const;

export async function saveRegistry(hub: Hub, caller: Caller, value: unknown): Promise<RegistrySaved | Refusal> {
  if (caller.role === 'INSTITUTION' || caller.role === 'HUB') return refuse('FORBIDDEN');
  const checked = checkRegistryDocument(value);
  if ('problems' in checked) {
    return refuse('REGISTRY_INVALID', {
      places: checked.problems.map(({ path, message }) => ({ record: null, field: path, message })),
      placesTotal: checked.problemCount,
    });
  }
  const { document } = checked;
  return hub.transaction(async (stores) => {
    // Before the look at who owns what, so that two documents cannot both find a key free.
    await stores.registry.lock();
    const places = await problemsOf(stores, caller, document);
    if (places.length > 0) return refuse('REGISTRY_INVALID', { places });
    const at = hub.now();
    const counts = await stores.registry.save(document, { at, by: caller.clientId });
    if (isOffice(caller)) await noteSaved(hub, stores, caller, document, at);
    return { kind: 'saved', counts };
  });
}

/** What the operator and the nation load was decided elsewhere; what a city or a province saves is its decision. */
const isOffice = ({ role }: Caller): boolean => role === 'CITY' || role === 'PROVINCE';

async function problemsOf(stores: Stores, caller: Caller, document: RegistryDocument): Promise<readonly Place[]> {
  const { regions, institutions } = externalReferences(document);
  const knownRegions = await stores.registry.knownRegions(regions);
  const owners = [...institutions, ...(document.institutions ?? []).map(({ code }) => code)];
  const stored = await stores.registry.institutionRegions(owners);
  const place = (field: string, message: Bilingual): Place => ({ record: null, field, message });
  const foreign = new Set(outside(caller, document, stored));
  return [
    ...higherLists(caller, document).map((list) => place(`/${list}`, HIGHER)),
    ...regions.filter((code) => !knownRegions.has(code)).map((code) => place(code, NOT_YOURS)),
    ...[...foreign].map((field) => place(field, NOT_YOURS)),
    ...approvedByCity(caller, document)
      .filter((plan) => !foreign.has(plan))
      .map((plan) => place(`${plan}/provinceApproved`, NOT_APPROVED_BY_CITY)),
    ...(await stores.registry.keysOfOthers(document)).map((field) => place(field, NOT_YOURS)),
    // Nobody learns from an overlap what stands elsewhere.
    ...(isOffice(caller) && foreign.size === 0 ? await overlapsOf(stores, document) : []),
  ];
}

async function overlapsOf(stores: Stores, { filings = [] }: RegistryDocument): Promise<readonly Place[]> {
  if (filings.length === 0) return [];
  const standing = await stores.registry.filingsOf(distinct(filings.map(({ institutionCode }) => institutionCode)));
  return filedTwice(filings, standing).map((found) => ({ record: null, ...found }));
}

const distinct = (codes: readonly string[]): readonly string[] => [...new Set(codes)];

/** The lists whose rows belong to an institution, as far as an office may save them. */
const OWNED_LISTS = [
  ['institutions', { zh: '机构', en: 'institutions' }],
  ['sites', { zh: '站点', en: 'sites' }],
  ['filings', { zh: '备案', en: 'filings' }],
  ['plans', { zh: '计划', en: 'plans' }],
  ['signingKeys', { zh: '签名公钥', en: 'signing keys' }],
] as const satisfies readonly (readonly [RegistryList, Bilingual])[];

/** One decision for each institution, which says the lists that hold something of it. */
async function noteSaved(
  hub: Hub,
  stores: Stores,
  { clientId, role }: Caller,
  document: RegistryDocument,
  at: Date,
): Promise<void> {
  const lists = new Map<string, Bilingual[]>();
  for (const [list, name] of OWNED_LISTS) {
    const owners = (document[list] ?? []).map((row) => ('institutionCode' in row ? row.institutionCode : row.code));
    for (const code of distinct(owners)) lists.set(code, [...(lists.get(code) ?? []), name]);
  }
  const regions = await stores.registry.institutionRegions([...lists.keys()]);
  await stores.decisions.noteAll(
    [...lists].map(([institutionCode, names]) => ({
      id: hub.newId(),
      subject: { kind: 'INSTITUTION', id: institutionCode },
      institutionCode,
      regionCode: regions.get(institutionCode) ?? '',
      act: 'REGISTRY_SAVED',
      reason: `直接保存登记数据:${names.map(({ zh }) => zh).join('、')} / Saved in the registry: ${names.map(({ en }) => en).join(', ')}`,
      basis: [],
      decidedBy: clientId,
      role,
      decidedAt: at,
    })),
  );
}

const higherLists = ({ role }: Caller, document: RegistryDocument): readonly string[] =>
  role === 'OPERATOR' || role === 'NATION' ? [] : COMMON_LISTS.filter((list) => (document[list] ?? []).length > 0);

/** Plans as JSON Pointers. A plan is replaced whole, so a city that changes an approved one takes the approval away. */
const approvedByCity = ({ role }: Caller, { plans = [] }: RegistryDocument): readonly string[] =>
  role === 'CITY' ? plans.flatMap(({ provinceApproved }, index) => (provinceApproved ? [`/plans/${index}`] : [])) : [];

/** Rows of institutions that are unknown or outside the territory, as JSON Pointers. */
function outside(caller: Caller, document: RegistryDocument, stored: ReadonlyMap<string, string>): readonly string[] {
  const { institutions = [], sites = [], filings = [], plans = [], signingKeys = [], assessors = [] } = document;
  const territory = territoryOf(caller);
  // Where an institution stands now counts before where the document would put it.
  const placed = new Map([...institutions.map(({ code, regionCode }) => [code, regionCode] as const), ...stored]);
  const isOutside = (regionCode: string | undefined): boolean =>
    regionCode === undefined || !coversRegion(territory, regionCode);
  type Owned = { readonly institutionCode?: string | null };
  const pointers = (list: string, rows: readonly Owned[]): string[] =>
    rows.flatMap(({ institutionCode }, index) =>
      typeof institutionCode === 'string' && isOutside(placed.get(institutionCode)) ? [`/${list}/${index}`] : [],
    );
  return [
    ...institutions.flatMap(({ code, regionCode }, index) =>
      isOutside(regionCode) || isOutside(placed.get(code)) ? [`/institutions/${index}`] : [],
    ),
    ...pointers('sites', sites),
    ...pointers('filings', filings),
    ...pointers('plans', plans),
    ...pointers('signingKeys', signingKeys),
    ...pointers('assessors', assessors),
  ];
}
