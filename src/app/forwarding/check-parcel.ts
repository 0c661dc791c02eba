/** Whether a parcel of another hub holds together, before anything is made of it. Places never repeat what was sent. */
import type { Bilingual } from '../../domain/bilingual';
import { PARCEL_CERTIFICATES_MAX } from '../../domain/forwarding/feed';
import { checkHeader, isUuid } from '../../domain/intake/check-header';
import { checkRegistryDocument } from '../../domain/registry/check-document';
import type { ParcelCertificate } from '../forwarding-ports';
import type { Place } from '../refusal';
import { heldDigest } from './held-digest';
import { parcelDigest } from './parcel-digest';
import type { GivenParcel, ParcelBatch } from './received-ports';

const SALT_CHARS_MAX = 200;

const TEXTS = {
  id: { zh: '应为 UUID', en: 'Must be a UUID' },
  salt: { zh: `应为 1 至 ${SALT_CHARS_MAX} 个字符`, en: `Must have 1 to ${SALT_CHARS_MAX} characters` },
  count: {
    zh: `应有 1 至 ${PARCEL_CERTIFICATES_MAX} 本证书`,
    en: `Must hold 1 to ${PARCEL_CERTIFICATES_MAX} certificates`,
  },
  digest: { zh: '与包的内容不一致', en: 'Does not fit what the parcel holds' },
  certificateDigest: { zh: '与证书数据不一致', en: 'Does not fit the data of the certificate' },
  institution: { zh: '与包的机构不一致', en: 'Is not the institution of the parcel' },
  region: { zh: '一个包只含同一区划的证书', en: 'A parcel holds certificates of one region only' },
  twice: { zh: '同一包内重复', en: 'Stands twice in the parcel' },
} as const satisfies Record<string, Bilingual>;

const placeOf = (field: string, message: Bilingual, record: number | null = null): Place => ({
  record,
  field,
  message,
});

/** Empty when it may be taken. */
export function parcelPlaces({ parcelId, digest, salt, batch, certificates }: GivenParcel): readonly Place[] {
  const isCounted = certificates.length >= 1 && certificates.length <= PARCEL_CERTIFICATES_MAX;
  return [
    ...(isUuid(parcelId) ? [] : [placeOf('parcelId', TEXTS.id)]),
    ...(salt.length >= 1 && salt.length <= SALT_CHARS_MAX ? [] : [placeOf('salt', TEXTS.salt)]),
    ...batchPlaces(batch),
    ...(isCounted ? [] : [placeOf('certificates', TEXTS.count)]),
    ...(parcelDigest(certificates) === digest ? [] : [placeOf('digest', TEXTS.digest)]),
    ...certificatePlaces(certificates, batch.institution.code, salt),
  ];
}

/** By the rules of the registry and of batch headers: what the hub below registered and took is as they ask. */
function batchPlaces({ institution, header }: ParcelBatch): readonly Place[] {
  const checked = checkRegistryDocument({ institutions: [{ ...institution, names: [] }] });
  const problems = 'problems' in checked ? checked.problems : [];
  return [
    ...checkHeader(header).map((place) => ({ ...place, field: `batch/${place.field ?? ''}` })),
    ...problems.map(({ path, message }) => placeOf(`batch/institution${path.replace('/institutions/0', '')}`, message)),
  ];
}

function certificatePlaces(
  certificates: readonly ParcelCertificate[],
  institutionCode: string,
  salt: string,
): readonly Place[] {
  const seen = new Set<string>();
  return certificates.flatMap((certificate, index) => {
    const key = `${certificate.certificateNo}\n${certificate.version}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    const faults: readonly (readonly [boolean, string, Bilingual])[] = [
      [isRepeated, 'version', TEXTS.twice],
      [certificate.institutionCode !== institutionCode, 'institutionCode', TEXTS.institution],
      [certificate.regionCode !== certificates[0]?.regionCode, 'regionCode', TEXTS.region],
      [heldDigest(salt, certificate) !== certificate.digest, 'digest', TEXTS.certificateDigest],
    ];
    return faults.filter(([isFault]) => isFault).map(([, field, message]) => placeOf(field, message, index + 1));
  });
}
