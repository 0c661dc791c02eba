import type { Sealer } from '../../app/sealer';
import type { CertificateFeedView, CertificateVersionView, CertificateView, CertificateViews } from '../../app/views';
import { maskDocumentNumber, maskName } from '../../domain/certificate/mask';
import { kept, textOf } from '../kept';
import { fieldsOf } from '../record-fields';
import { Conditions } from './conditions';
import { type WishingFeed, wishOf, WISHING_FEEDS } from './feed-wishes';
import type { Query } from './query';

/** Back to the first number and forth to the newest one; UNION ends a circle, which there should not be. */
const CHAIN = `
WITH RECURSIVE back AS (
  SELECT certificate.certificate_no AS number, certificate.replaces AS next, certificate.state, 0 AS place
  UNION
  SELECT former.certificate_no, former.replaces, former.state, back.place - 1
    FROM back JOIN certificate AS former ON former.certificate_no = back.next
), forth AS (
  SELECT certificate.certificate_no AS number, certificate.replaced_by AS next, certificate.state, 0 AS place
  UNION
  SELECT later.certificate_no, later.replaced_by, later.state, forth.place + 1
    FROM forth JOIN certificate AS later ON later.certificate_no = forth.next
)
SELECT jsonb_agg(jsonb_build_object('certificateNo', number, 'state', state) ORDER BY place) AS chain
  FROM (SELECT number, state, place FROM back UNION SELECT number, state, place FROM forth) AS link`;

export const certificateViews = (query: Query, sealer: Sealer): CertificateViews => ({
  certificate: async (territory, certificateNo) => {
    const where = new Conditions()
      .and('certificate.certificate_no = ?', certificateNo)
      .within(territory, 'certificate.institution_code', 'certificate.region_code');
    const [row] = await query<CertificateRow>(
      `SELECT certificate.certificate_no AS "certificateNo", certificate.state, certificate.version,
              jsonb_build_object('code', institution.code, 'name', institution.name) AS institution,
              certificate.region_code AS "regionCode", certificate.site_code AS "siteCode",
              certificate.occupation_code AS "occupationCode", certificate.occupation_name AS "occupationName",
              certificate.work_type AS "workType", certificate.level, certificate.exam_date AS "examDate",
              certificate.issued_on AS "issuedOn", certificate.approved_at AS "approvedAt",
              certificate.replaces, certificate.replaced_by AS "replacedBy", linked.chain,
              certificate.institution_kind AS "institutionKind", certificate.school_type AS "schoolType",
              ${kept('present')} AS kept, history.versions, told.feeds, asked.wishing
         FROM certificate
         JOIN institution ON institution.code = certificate.institution_code
         JOIN certificate_version AS present
           ON present.certificate_no = certificate.certificate_no AND present.version = certificate.version
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(jsonb_build_object('version', version, 'kind', kind, 'batchId', batch_id, 'line', line,
                   'createdAt', created_at) ORDER BY version) AS versions
            FROM certificate_version AS past WHERE past.certificate_no = certificate.certificate_no) AS history
        CROSS JOIN LATERAL (${CHAIN}) AS linked
        CROSS JOIN LATERAL (
          SELECT coalesce(jsonb_agg(jsonb_build_object('feed', item.feed, 'version', item.version,
                   'deliveryId', delivery.id, 'deliveryState', delivery.state, 'sentAt', delivery.sent_at,
                   'state', item.state, 'code', item.code, 'answeredAt', item.answered_at)
                   ORDER BY item.feed, item.version), '[]') AS feeds
            FROM feed JOIN delivery_item AS item ON item.feed = feed.name
            JOIN delivery ON delivery.id = item.delivery_id
           WHERE item.certificate_no = certificate.certificate_no) AS told
        CROSS JOIN LATERAL (${WISHING_FEEDS}) AS asked
        WHERE ${where.toSql()}`,
      where.parameters,
      'kept',
    );
    return row === undefined ? undefined : certificateOf(row, sealer);
  },
});

/** Moments inside JSON are text. */
type CertificateRow = Omit<
  CertificateView,
  'institutionName' | 'name' | 'idNumber' | 'versions' | 'feeds' | 'wishes'
> & {
  readonly kept: Buffer;
  readonly institutionKind: string;
  readonly schoolType: string | null;
  readonly wishing: readonly WishingFeed[];
  readonly versions: readonly (Omit<CertificateVersionView, 'createdAt'> & { readonly createdAt: string })[];
  readonly feeds: readonly (Omit<CertificateFeedView, 'sentAt' | 'answeredAt'> & {
    readonly sentAt: string | null;
    readonly answeredAt: string | null;
  })[];
};

function certificateOf(found: CertificateRow, sealer: Sealer): CertificateView {
  const { kept: bytes, versions, feeds, wishing, institutionKind, schoolType, ...row } = found;
  const { text } = fieldsOf(textOf(sealer, bytes));
  const name = text('name');
  const idNumber = text('idNumber');
  return {
    ...row,
    institutionName: text('institutionName'),
    name: name === null ? null : maskName(name),
    idNumber: idNumber === null ? null : maskDocumentNumber(idNumber),
    versions: versions.map((version) => ({ ...version, createdAt: new Date(version.createdAt) })),
    feeds: feeds.map((feed) => ({ ...feed, sentAt: momentOf(feed.sentAt), answeredAt: momentOf(feed.answeredAt) })),
    wishes: wishing.map((feed) =>
      wishOf(feed, { ...row, institutionCode: row.institution.code, institutionKind, schoolType }),
    ),
  };
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
