/**
 * Somebody is to stand in the register of people (内人社办发〔2024〕53号 第三十五条): an institution proposes its own people, a city or
 * a province those of its pool. A second regulator confirms; until then the person counts for nothing. A proposal for
 * somebody who is registered renews the term or changes what stands.
 */
import { cstDate } from '../../domain/calendar/cst';
import { staffNumber } from '../../domain/plan/plan-number';
import { staffFilingPlaces, type StaffFiling } from '../../domain/staff/staff-filing';
import type { Caller } from '../caller';
import { openProposal } from '../deadlines/proposal-term';
import { provinceOf } from '../../domain/tenancy/office';
import type { Hub, Stores } from '../ports';
import { type Refusal, refuse } from '../refusal';
import type { StaffHome, StaffProposal } from './staff-ports';
import { isWithin } from './staff-walls';

export interface StaffProposed {
  readonly kind: 'proposed';
  readonly staffId: string;
  readonly proposalId: string;
  /** The same had been proposed before and waits. */
  readonly repeated: boolean;
}

type Home = StaffHome & { readonly regionCode: string };

export async function registerStaff(hub: Hub, caller: Caller, filing: StaffFiling): Promise<StaffProposed | Refusal> {
  if (!['INSTITUTION', 'CITY', 'PROVINCE'].includes(caller.role)) return refuse('FORBIDDEN');
  const places = staffFilingPlaces(filing);
  if (places.length > 0) return refuse('STAFF_INVALID', { places });
  return hub.transaction(async (stores) => {
    await stores.registry.lock();
    const home = await homeOf(stores, caller);
    if (home === undefined) return refuse('STAFF_INVALID', { places: [NOT_FILED] });
    const staffId = filing.id ?? (await freeId(hub, stores, home.regionCode));
    const standing = await stores.plans.member(staffId);
    // An id that is taken elsewhere is answered like one that is not there.
    if (standing && !isWithin(caller, standing)) return refuse('STAFF_NOT_FOUND');
    const open = await stores.plans.openProposal(staffId);
    if (open) return waiting(caller, open, filing);
    const { certificateNo } = filing;
    const holder =
      certificateNo === null ? undefined : await stores.plans.certificateHolder(certificateNo, filing, staffId);
    if (holder !== undefined) return refuse('STAFF_CERTIFICATE_USED');
    const proposal = proposalOf(hub, caller, { staffId, filing, home: standing ? homeKept(standing, home) : home });
    if (!(await stores.plans.insertProposal(proposal))) return refuse('STAFF_PROPOSAL_OPEN');
    const { institutionCode, regionCode } = proposal;
    const subject = { kind: 'STAFF', id: staffId } as const;
    const office = officeOf(proposal);
    await openProposal(hub, stores, { subject, office, institutionCode, regionCode });
    await tellOffice(hub, stores, proposal);
    return { kind: 'proposed', staffId, proposalId: proposal.id, repeated: false };
  });
}

const NOT_FILED = {
  record: null,
  field: 'institutionCode',
  message: { zh: '本机构尚未备案', en: 'The institution is not filed yet' },
} as const;

/** `undefined` for an institution that is not filed. */
async function homeOf(stores: Stores, { institutionCode, regionCode }: Caller): Promise<Home | undefined> {
  if (institutionCode === null) return regionCode === null ? undefined : { institutionCode, regionCode };
  const region = (await stores.registry.institutionRegions([institutionCode])).get(institutionCode);
  return region === undefined ? undefined : { institutionCode, regionCode: region };
}

/** A renewal moves nobody: whoever files it, the person stays where it is registered. */
const homeKept = (standing: StaffHome, home: Home): Home => ({
  institutionCode: standing.institutionCode,
  regionCode: standing.regionCode ?? home.regionCode,
});

const NUMBER_TRIES_MAX = 1_000;

async function freeId(hub: Hub, stores: Stores, regionCode: string): Promise<string> {
  const year = cstDate(hub.now()).slice(0, 4);
  for (let tries = 0; tries < NUMBER_TRIES_MAX; tries += 1) {
    const id = staffNumber(year, regionCode, await stores.plans.nextSerial('STAFF', regionCode, year));
    if (!(await stores.plans.member(id)) && !(await stores.plans.openProposal(id))) return id;
  }
  throw new Error('No id is free.');
}

function waiting(caller: Caller, open: StaffProposal, filing: StaffFiling): StaffProposed | Refusal {
  if (!isWithin(caller, open)) return refuse('STAFF_NOT_FOUND');
  const { kinds, name, certificateNo, occupationCodes, from, to } = open.content;
  const waits = JSON.stringify([kinds, name, certificateNo, occupationCodes, from, to]);
  const said = JSON.stringify([
    filing.kinds,
    filing.name,
    filing.certificateNo,
    filing.occupationCodes,
    filing.from,
    filing.to,
  ]);
  return waits === said && open.proposedBy === caller.clientId
    ? { kind: 'proposed', staffId: open.staffId, proposalId: open.id, repeated: true }
    : refuse('STAFF_PROPOSAL_OPEN', { existingId: open.id });
}

function proposalOf(
  hub: Hub,
  caller: Caller,
  { staffId, filing, home }: { readonly staffId: string; readonly filing: StaffFiling; readonly home: Home },
): StaffProposal {
  const { kinds, name, certificateNo, occupationCodes, from, to } = filing;
  return {
    id: hub.newId(),
    staffId,
    content: { id: staffId, kinds, name, certificateNo, occupationCodes, from, to, ...home },
    ...home,
    state: 'PROPOSED',
    proposedBy: caller.clientId,
    proposedAt: hub.now(),
    decidedBy: null,
    decidedAt: null,
    reason: null,
  };
}

const officeOf = ({ regionCode }: StaffProposal) => (regionCode === provinceOf(regionCode) ? 'PROVINCE' : 'CITY');

const tellOffice = (hub: Hub, stores: Stores, proposal: StaffProposal): Promise<void> =>
  stores.notifications.tell([
    {
      id: hub.newId(),
      audience: { role: officeOf(proposal), regionCode: proposal.regionCode },
      topic: 'STAFF_PROPOSED',
      subject: { kind: 'STAFF', id: proposal.staffId },
      text: {
        zh: `人员登记 ${proposal.staffId} 待确认。`,
        en: `${proposal.staffId} is proposed for the register of people and waits to be confirmed.`,
      },
      at: hub.now(),
    },
  ]);
