/**
 * A parcel as the hub keeps it, in one row: a row for each of 2,000 certificates would take Node longer to read than to open. The
 * columns are lists with a line feed between their entries, which no code holds; the records lie one behind the other.
 */
import type { EntityManager } from 'typeorm';
import type { OwnCertificate } from '../app/forwarding-ports';
import type { Sealer } from '../app/sealer';
import { kept, textOf } from './kept';
import { row } from './rows';

/**
 * The whole parcel on every attempt: its digest must be the same, and the receiver takes only what it lacks. Each version is looked up
 * by its key: a join of the two would be planned as a walk over the whole batch for each of its parcels.
 */
const PARCEL = `
WITH item AS MATERIALIZED (SELECT certificate_no, version FROM delivery_item WHERE delivery_id = $1),
listed AS MATERIALIZED (
  SELECT item.certificate_no, item.version::text AS version, version.kind, version.kept, batch.institution_code, batch.region_code
    FROM item
   CROSS JOIN LATERAL (
     SELECT version.batch_id, version.line, version.kind, ${kept('version')} AS kept FROM certificate_version AS version
      WHERE version.certificate_no = item.certificate_no AND version.version = item.version OFFSET 0) AS version
    JOIN batch ON batch.id = version.batch_id
   ORDER BY version.line, item.certificate_no, item.version
)
SELECT count(*)::int AS certificates, string_agg(kept, ''::bytea) AS kept, ${['certificate_no', 'version', 'kind', 'institution_code', 'region_code', 'octet_length(kept)::text'].map((column, place) => `string_agg(${column}, E'\\n') AS list${place}`).join(', ')}
  FROM listed`;

interface PackedParcel {
  readonly certificates: number;
  readonly kept: Buffer;
  readonly list0: string;
  readonly list1: string;
  readonly list2: string;
  readonly list3: string;
  readonly list4: string;
  readonly list5: string;
}

/** In the order of the parcel. */
export async function readParcel(
  manager: EntityManager,
  sealer: Sealer,
  deliveryId: string,
): Promise<readonly OwnCertificate[]> {
  const packed = await row<PackedParcel>(manager, PARCEL, [deliveryId]);
  return packed === undefined || packed.certificates === 0 ? [] : unpacked(packed, sealer);
}

function unpacked(packed: PackedParcel, sealer: Sealer): readonly OwnCertificate[] {
  const [numbers, versions, kinds, institutions, regions, lengths] = [
    packed.list0.split('\n'),
    packed.list1.split('\n'),
    packed.list2.split('\n'),
    packed.list3.split('\n'),
    packed.list4.split('\n'),
    packed.list5.split('\n'),
  ];
  if (lengths.length !== numbers.length) throw new Error('A version of the parcel holds no record.');
  let at = 0;
  return numbers.map((certificateNo, place) => {
    const bytes = packed.kept.subarray(at, (at += Number(lengths[place])));
    return {
      certificateNo,
      version: Number(versions[place]),
      kind: kinds[place] ?? '',
      institutionCode: institutions[place] ?? '',
      regionCode: regions[place] ?? '',
      data: textOf(sealer, bytes),
    };
  });
}
