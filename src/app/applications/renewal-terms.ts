/** The term in which a renewal is applied for: met by the application, and running again where that comes to nothing. */
import type { Application } from '../../domain/application/application';
import { cstDate } from '../../domain/calendar/cst';
import { daysAfter } from '../../domain/calendar/dates';
import { resolvePack } from '../../domain/packs/resolve-pack';
import type { RegistryFiling } from '../../domain/registry/document';
import { endTerms, openTerm } from '../deadlines/open-term';
import type { Hub, Stores } from '../ports';

/** A plan number that no plan has: terms need no plan. */
const NO_PLAN = '';

/** To have applied is what the term asks for; the decision may come after the filing has ended. */
export async function meetRenewals(hub: Hub, stores: Stores, { kind, content }: Application): Promise<void> {
  if (kind !== 'RENEWAL') return;
  for (const id of content.filingIds) {
    await endTerms(stores, { kind: 'FILING', id }, 'MET', hub.now(), 'RENEWAL');
  }
}

/**
 * Returned, refused or withdrawn: for what of its filings still runs, somebody has to apply anew, by the same last day.
 * @throws PacksUnusable: no term is opened by less than the packs in force.
 */
export async function reopenRenewals(
  hub: Hub,
  stores: Stores,
  { kind, institutionCode, content }: Application,
): Promise<void> {
  if (kind !== 'RENEWAL') return;
  const now = hub.now();
  const today = cstDate(now);
  const { institutions = [], filings = [] } = await stores.registry.documentOf(institutionCode, NO_PLAN);
  const [institution] = institutions;
  if (institution === undefined) return;
  const { regionCode } = institution;
  const { packs } = await hub.activePacks(stores, now);
  const { renewalDays } = resolvePack(packs, regionCode, today).parameters;
  if (renewalDays === null) return;
  for (const filing of filings.filter(({ id }) => content.filingIds.includes(id))) {
    const { id, to } = filing;
    if (to === null || to < today || isCutShort(filing, to)) continue;
    const on = daysAfter(to, -renewalDays);
    await openTerm(hub, stores, { term: 'RENEWAL', subject: { kind: 'FILING', id }, institutionCode, regionCode, on });
  }
}

const isCutShort = ({ interruptions }: RegistryFiling, to: string): boolean =>
  interruptions.some(({ kind, from }) => kind !== 'SUSPENDED' && from <= to);
