/**
 * Which office confirms a measure: the one that the packs name, and the province where a resumption ends what it put in force. An end
 * is taken back by the office that decides of ends.
 */
import type { RouteOffice } from '../../domain/application/route';
import { takesBack } from '../../domain/filing/measure';
import { measureOffice } from '../../domain/filing/measure-office';
import type { ResolvedPack } from '../../domain/packs/resolve-pack';
import type { Stores } from '../ports';
import type { Place } from '../refusal';
import type { FiledInstitution } from './filed-institution';
import { endingsLifted } from './meant-filings';
import type { Measure } from './measure-ports';

interface DecidingOffice {
  readonly office: RouteOffice;
  /** Why it is the province's; nothing to say where it is not. */
  readonly because: Place;
}

/** `from`: the day on which the measure takes effect; `measured`: with the filings that it names. */
export async function decidingOffice(
  { codes }: Stores,
  { kind, reasonCode, from }: Pick<Measure, 'kind' | 'reasonCode' | 'from'>,
  measured: FiledInstitution,
  { parameters, origins }: ResolvedPack,
): Promise<DecidingOffice> {
  if (takesBack({ kind, reasonCode })) {
    const provinces = endingsLifted(measured.endings, measured.filings, from).some(isOfProvince);
    return {
      office: provinces ? 'PROVINCE' : measureOffice('TERMINATION', measured, parameters),
      because: provinces ? PROVINCE_ENDED : provincesToDecide(origins['measureOffices']?.basis),
    };
  }
  const filingIds = measured.filings.map(({ id }) => id);
  if (kind === 'RESUMPTION' && (await codes.isSuspendedByProvince(measured.institution.code, filingIds, from))) {
    return { office: 'PROVINCE', because: PROVINCE_SUSPENDED };
  }
  return {
    office: measureOffice(kind, measured, parameters),
    because: provincesToDecide(origins['measureOffices']?.basis),
  };
}

const isOfProvince = ({ proposedRole, decidedRole }: Measure): boolean =>
  proposedRole === 'PROVINCE' || decidedRole === 'PROVINCE';

const PROVINCE_ENDED: Place = {
  record: null,
  field: 'filingIds',
  message: { zh: '终止由省级作出,由省级撤回', en: 'The province ended them, and the province takes that back' },
};

const PROVINCE_SUSPENDED: Place = {
  record: null,
  field: 'filingIds',
  message: { zh: '暂停由省级作出,由省级恢复', en: 'The province suspended them, and the province resumes them' },
};

const provincesToDecide = (basis: readonly string[] = []): Place => ({
  record: null,
  field: 'measureOffices',
  message: { zh: `由省级决定。依据:${basis.join('、')}`, en: `The province decides. Basis: ${basis.join(', ')}` },
});
