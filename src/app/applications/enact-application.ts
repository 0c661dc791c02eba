/**
 * Turns an approved application into registry data: institution, sites with their codes, filings with their term. One
 * transaction with the decision; what each kind does is src/domain/filing/enactment.ts.
 */
import type { Application } from '../../domain/application/application';
import { enactment } from '../../domain/filing/enactment';
import { publicationDayOf } from '../../domain/filing/publication-day';
import { isProblem, type RegistryChange, type Standing } from '../../domain/filing/registry-change';
import type { RegistryStaff } from '../../domain/registry/document';
import type { Pack } from '../../domain/packs/pack';
import { resolvePack } from '../../domain/packs/resolve-pack';
import { endTerms } from '../deadlines/open-term';
import { usablePacks } from '../packs/usable-packs';
import type { Hub, Recorded, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import { barred } from './barred-applicant';
import { giveSiteCodes } from './give-site-codes';
import { staffToRegister } from './register-staff';

export interface Enacted {
  readonly kind: 'enacted';
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly siteCodes: readonly string[];
  /** New ones and changed ones. */
  readonly filingIds: readonly string[];
  /** 内人社办发〔2024〕53号 第十六条: of a renewal, what was never exercised, and what of it the regulator left out. */
  readonly neverExercisedIds: readonly string[];
  readonly droppedIds: readonly string[];
}

/** Plans are none of its business: no plan has the empty number. */
const NO_PLAN = '';

/**
 * `on`: the day it takes effect (day of publication), `YYYY-MM-DD`. What takes effect by itself is a publication of its
 * own; `enact` leaves that to a publication of many.
 */
export async function enactApplication(
  hub: Hub,
  stores: Stores,
  application: Application,
  on: string,
  recorded: Recorded,
): Promise<Enacted | Refusal> {
  // Before the look at what stands there, so that two decisions cannot both find a place free.
  await stores.registry.lock();
  const active = await usablePacks(hub, stores, recorded.at);
  if ('kind' in active) return active;
  const enacted = await enact(hub, stores, application, { on, recorded, packs: active.packs });
  if (enacted.kind === 'refused') return enacted;
  await stores.codes.insertPublication({
    id: hub.newId(),
    regionCode: application.regionCode,
    publishedOn: on,
    publishedBy: recorded.by,
    publishedAt: recorded.at,
    digest: null,
    items: [{ ...enacted, applicationId: application.id, kind: application.kind }],
  });
  return enacted;
}

export interface Enactment {
  readonly on: string;
  readonly recorded: Recorded;
  /** In force at `recorded.at`. */
  readonly packs: readonly Pack[];
}

/** Under the lock of the registry. */
export async function enact(
  hub: Hub,
  stores: Stores,
  application: Application,
  { on, recorded, packs }: Enactment,
): Promise<Enacted | Refusal> {
  const standing = await standingOf(stores, application.institutionCode);
  // Between the approval and its publication a filing may have been revoked.
  const bar = await barred(stores, application, { institution: standing.institution ?? null, today: on });
  if (bar !== undefined) return bar;
  const unexercised = await neverExercised(stores, application, standing);
  const foreign = application.droppedFilingIds.filter((id) => !unexercised.includes(id));
  if (foreign.length > 0) return refuse('FILING_EXERCISED', { places: foreign.map(droppedPlace) });
  const siteCodes = await giveSiteCodes(stores, { packs, application, standing, on });
  if ('kind' in siteCodes) return siteCodes;
  const { content } = application;
  const change = enactment(standing, {
    application,
    on,
    termMonths: resolvePack(packs, application.regionCode, on).parameters.filingTermMonths,
    siteCodes,
    ids: [...content.items, ...content.filingIds, ...standing.filings].map(() => hub.newId()),
  });
  if (isProblem(change)) return refuse(change.code, { places: change.places });
  const regionCode = (standing.institution ?? change.institution)?.regionCode ?? application.regionCode;
  const assessors = await staffToRegister(stores, application, { regionCode, on });
  await save(stores, change, assessors, recorded);
  return {
    kind: 'enacted',
    institutionCode: application.institutionCode,
    institutionName: change.institution?.name ?? standing.institution?.name ?? '',
    siteCodes: change.sites.map(({ code }) => code),
    filingIds: [...change.filed, ...change.changed].map(({ id }) => id),
    neverExercisedIds: unexercised,
    droppedIds: application.droppedFilingIds,
  };
}

/** The first day on which it may be published (`filingPublicationMonths`): `on` itself or a day to come. */
export async function publicationDay(hub: Hub, stores: Stores, application: Application, on: string): Promise<string> {
  const { packs } = await hub.activePacks(stores, hub.now());
  const { filingPublicationMonths } = resolvePack(packs, application.regionCode, on).parameters;
  return publicationDayOf(application.kind, on, filingPublicationMonths);
}

async function standingOf(stores: Stores, institutionCode: string): Promise<Standing> {
  const { institutions = [], sites = [], filings = [] } = await stores.registry.documentOf(institutionCode, NO_PLAN);
  return { institution: institutions.at(0), sites, filings };
}

async function neverExercised(
  { codes }: Stores,
  { kind, content }: Application,
  { filings }: Standing,
): Promise<readonly string[]> {
  if (kind !== 'RENEWAL') return [];
  return codes.neverExercised(content.filingIds.length > 0 ? content.filingIds : filings.map(({ id }) => id));
}

const droppedPlace = (id: string) => ({
  record: null,
  field: 'droppedFilingIds',
  message: {
    zh: `备案 ${id} 在有效期内开展过认定,或不在本申请之内`,
    en: `Filing ${id} was exercised inside its term, or is not of this application`,
  },
});

async function save(
  stores: Stores,
  change: RegistryChange,
  assessors: readonly RegistryStaff[],
  recorded: Recorded,
): Promise<void> {
  await stores.registry.save(
    {
      institutions: change.institution === null ? [] : [change.institution],
      sites: change.sites,
      filings: [...change.filed, ...change.changed],
      assessors,
    },
    recorded,
  );
  const met = change.renewedIds.map((id) => [id, 'MET'] as const);
  const cancelled = change.endedIds.map((id) => [id, 'CANCELLED'] as const);
  for (const [id, how] of [...met, ...cancelled]) {
    await endTerms(stores, { kind: 'FILING', id }, how, recorded.at, 'RENEWAL');
  }
}
