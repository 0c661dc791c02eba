/** A second person lets a drafted edition into the registry, if the catalogue is still what the report was made of. */
import { isUuid } from '../../domain/intake/check-header';
import { catalogueReport } from '../../domain/registry/catalogue-difference';
import { REASON_CHARS_MAX } from '../limits';
import type { Caller } from '../caller';
import type { Hub, Stores } from '../ports';
import { type Place, type Refusal, refuse } from '../refusal';
import type { CatalogueDraft } from './catalogue-ports';
import { refuseObstacle } from './draft-catalogue';

export interface CatalogueApplied {
  readonly kind: 'applied';
  readonly draftId: string;
  readonly edition: string;
  readonly appliedAt: Date;
  readonly repeated: boolean;
}

export interface GivenApplication {
  /** `null`: the latest draft of the digest. */
  readonly draftId: string | null;
  /** Of the report that was read. */
  readonly digest: string;
  readonly reason: string | null;
}

export async function applyCatalogue(
  hub: Hub,
  caller: Caller,
  given: GivenApplication,
): Promise<CatalogueApplied | Refusal> {
  if (caller.role !== 'NATION' && caller.role !== 'OPERATOR') return refuse('FORBIDDEN');
  if ((given.reason ?? '').length > REASON_CHARS_MAX) return refuse('CATALOGUE_INVALID', { places: [REASON_TOO_LONG] });
  if (given.draftId !== null && !isUuid(given.draftId)) return refuse('CATALOGUE_DRAFT_NOT_FOUND');
  const outcome = await hub.transaction(async (stores): Promise<CatalogueApplied | Refusal> => {
    // Before the draft, as every save of the registry begins with it.
    await stores.registry.lock();
    const { catalogueDrafts } = stores;
    const draft = await (given.draftId === null
      ? catalogueDrafts.lockByDigest(given.digest)
      : catalogueDrafts.lock(given.draftId));
    if (draft === undefined) return refuse('CATALOGUE_DRAFT_NOT_FOUND');
    if (draft.state === 'APPLIED') return saidBefore(draft, caller, given);
    if (draft.digest !== given.digest.toLowerCase()) return refuse('CATALOGUE_CHANGED');
    if (draft.draftedBy === caller.clientId) return refuse('FOUR_EYES');
    return applyLocked(hub, stores, caller, draft, given.reason);
  });
  if (outcome.kind === 'applied' && !outcome.repeated) {
    hub.log.info({ by: caller.clientId, edition: outcome.edition }, 'An edition of the catalogue was applied.');
  }
  return outcome;
}

async function applyLocked(
  hub: Hub,
  stores: Stores,
  caller: Caller,
  draft: CatalogueDraft,
  reason: string | null,
): Promise<CatalogueApplied | Refusal> {
  const { id: draftId, edition, supplementTo, from, to, occupations } = draft;
  const proposal = { edition, supplementTo, from, to, occupations };
  const report = catalogueReport(await stores.catalogueDrafts.standing(), proposal);
  if (typeof report === 'string') return refuseObstacle(report);
  if (report.digest !== draft.digest) return refuse('CATALOGUE_CHANGED');
  const appliedAt = hub.now();
  const recorded = { at: appliedAt, by: caller.clientId };
  await stores.registry.save({ catalogue: [...report.ending, proposal] }, recorded);
  if (!(await stores.catalogueDrafts.markApplied(draftId, caller.clientId, appliedAt))) {
    return refuse('CATALOGUE_CHANGED');
  }
  await stores.decisions.note({
    id: hub.newId(),
    subject: { kind: 'CATALOGUE', id: edition },
    institutionCode: null,
    regionCode: NATION_REGION,
    act: supplementTo === null ? 'EDITION_APPLIED' : 'SUPPLEMENT_APPLIED',
    reason: reason ?? '按比对报告实施 / Applied as the report of differences says',
    basis: draft.basis,
    decidedBy: caller.clientId,
    role: caller.role,
    decidedAt: appliedAt,
  });
  return { kind: 'applied', draftId, edition, appliedAt, repeated: false };
}

const REASON_TOO_LONG: Place = {
  record: null,
  field: 'reason',
  message: { zh: `不超过 ${REASON_CHARS_MAX} 个字符`, en: `At most ${REASON_CHARS_MAX} characters` },
};

/** GB/T 2260 as the hub writes the nation. */
const NATION_REGION = '000000';

/** Whoever says the same again, because the first answer was lost, hears the same again. */
function saidBefore(draft: CatalogueDraft, caller: Caller, { digest }: GivenApplication): CatalogueApplied | Refusal {
  const { id: draftId, edition, appliedBy, appliedAt } = draft;
  if (appliedBy !== caller.clientId || appliedAt === null || draft.digest !== digest.toLowerCase()) {
    return refuse('CATALOGUE_APPLIED_ALREADY', { existingId: draftId });
  }
  return { kind: 'applied', draftId, edition, appliedAt, repeated: true };
}
