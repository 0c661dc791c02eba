import type { CertificateChangeViews, CorrectionFilter, CorrectionView } from '../../app/certificates/change-ports';
import type { Sealer } from '../../app/sealer';
import { CHANGE_STEPS, OPEN_CHANGE_STATES } from '../../domain/certificate-change/change-state';
import { differencesOf } from '../../domain/certificate-change/differences';
import { recordIn } from '../../domain/certificate-change/record-in';
import { isUuid } from '../../domain/intake/check-header';
import type { Territory } from '../../domain/tenancy/territory';
import { kept, textOf } from '../kept';
import { Conditions } from './conditions';
import { listAll } from './listing';
import type { Query } from './query';

const SELECT = `
change.id, change.kind, change.certificate_no AS "certificateNo", change.base_version AS "baseVersion",
change.new_certificate_no AS "newCertificateNo", change.region_code AS "regionCode", change.state, ${kept('change')} AS kept, change.reason,
change.evidence, change.findings, change.requested_by AS "requestedBy", change.requested_at AS "requestedAt",
change.city_decided_by AS "cityDecidedBy", change.city_decided_at AS "cityDecidedAt", change.decided_by AS "decidedBy",
change.decided_at AS "decidedAt", change.decision_reason AS "decisionReason", change.applied_version AS "appliedVersion",
jsonb_build_object('code', institution.code, 'name', institution.name) AS institution, ${kept('base')} AS "baseKept"`;

const FROM = `
certificate_change AS change JOIN institution ON institution.code = change.institution_code
JOIN certificate_version AS base ON base.certificate_no = change.certificate_no AND base.version = change.base_version`;

type CorrectionRow = Omit<CorrectionView, 'differences'> & { readonly kept: Buffer | null; readonly baseKept: Buffer };

const correctionsOf =
  (sealer: Sealer) =>
  ({ kept: bytes, baseKept, ...row }: CorrectionRow): CorrectionView => ({
    ...row,
    differences:
      bytes === null ? [] : differencesOf(recordIn(textOf(sealer, baseKept)), recordIn(textOf(sealer, bytes))),
  });

/** What waits for somebody of this role. */
function statesFor(role: string): readonly string[] {
  if (role === 'CITY' || role === 'PROVINCE') return [CHANGE_STEPS[role].from];
  return role === 'INSTITUTION' ? OPEN_CHANGE_STATES : [];
}

const walled = (territory: Territory): Conditions =>
  new Conditions().within(territory, 'change.institution_code', 'change.region_code');

const filtered = (territory: Territory, filter: CorrectionFilter): Conditions =>
  walled(territory)
    .andIf('change.state = ANY (?::text[])', filter.mine && statesFor(filter.mine.role))
    .andIf('change.state = ANY (?::text[])', filter.states)
    .andIf('change.kind = ?', filter.kind)
    .andIf('change.certificate_no = ?', filter.certificateNo)
    .andIf('change.institution_code = ?', filter.institutionCode);

export const certificateChangeViews = (query: Query, sealer: Sealer): CertificateChangeViews => ({
  correction: async (territory, id) => {
    if (!isUuid(id)) return undefined;
    const where = walled(territory).and('change.id = ?', id);
    const [row] = await query<CorrectionRow>(`SELECT ${SELECT} FROM ${FROM} WHERE ${where.toSql()}`, where.parameters);
    return row && correctionsOf(sealer)(row);
  },

  corrections: async (territory, filter, page) => {
    const listed = await listAll<CorrectionRow>(
      query,
      {
        select: SELECT,
        from: FROM,
        countFrom: 'certificate_change AS change',
        where: filtered(territory, filter),
        key: [
          { column: 'change.requested_at', cast: 'timestamptz' },
          { column: 'change.id', cast: 'uuid' },
        ],
      },
      page,
    );
    return { ...listed, items: listed.items.map(correctionsOf(sealer)) };
  },
});
