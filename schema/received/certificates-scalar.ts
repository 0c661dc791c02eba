/** Certificates of a parcel as they came in: one pass, no nested inputs, which take graphql-js thirty times as long. */
import { GraphQLScalarType } from 'graphql';
import type { ParcelCertificate } from '../../src/app/forwarding-ports';
import { PLACES_MAX, refuse, type Place, type Refusal } from '../../src/app/refusal';
import { PARCEL_CERTIFICATES_MAX } from '../../src/domain/forwarding/feed';
import { inlineRecords } from '../records-scalar';

/** What is wrong is kept, not thrown: a coercion error would repeat the values. */
export class GivenCertificates {
  constructor(
    readonly certificates: readonly ParcelCertificate[],
    readonly refusal: Refusal | undefined,
  ) {}
}

const NUMBER_CHARS_MAX = 64;
const CODE_CHARS_MAX = 40;
/** The longest valid record is below 8 KiB; what is longer than any line of an upload is none. */
const DATA_CHARS_MAX = 16 * 1_024;
const VERSION_MAX = 2_147_483_647;
const DIGEST = /^\d{1,19}$/;

const isText =
  (max: number) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value.length >= 1 && value.length <= max && !value.includes('\0');
const isVersion = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= VERSION_MAX;
const isDigest = (value: unknown): boolean => typeof value === 'string' && DIGEST.test(value);

const FIELDS: { readonly [field in keyof ParcelCertificate]: (value: unknown) => boolean } = {
  certificateNo: isText(NUMBER_CHARS_MAX),
  version: isVersion,
  kind: isText(CODE_CHARS_MAX),
  institutionCode: isText(CODE_CHARS_MAX),
  regionCode: (value) => typeof value === 'string' && /^\d{6}$/.test(value),
  data: isText(DATA_CHARS_MAX),
  digest: isDigest,
};

const NOT_A_LIST: Place = {
  record: null,
  field: 'certificates',
  message: {
    zh: `应为至多 ${PARCEL_CERTIFICATES_MAX} 本证书的列表`,
    en: `Must be a list of at most ${PARCEL_CERTIFICATES_MAX} certificates`,
  },
};
const MISSHAPEN = { zh: '缺失或不符合格式', en: 'Is missing or has another form' };

/** As it stands in JSON: the digest, of more than 53 bits, as text. */
type Written = Omit<ParcelCertificate, 'digest'> & { readonly digest: string };

const isWritten = (given: unknown): given is Written => placesOf(given, 0).length === 0;

function placesOf(given: unknown, record: number): readonly Place[] {
  const object: object = typeof given === 'object' && given !== null ? given : {};
  return Object.entries(FIELDS)
    .filter(([field, isFit]) => !isFit(Reflect.get(object, field)))
    .map(([field]) => ({ record, field, message: MISSHAPEN }));
}

export function readCertificates(value: unknown): GivenCertificates {
  if (!Array.isArray(value) || value.length > PARCEL_CERTIFICATES_MAX) {
    return new GivenCertificates([], refuse('PARCEL_MALFORMED', { places: [NOT_A_LIST] }));
  }
  const given: readonly unknown[] = value;
  const fit = given.filter(isWritten);
  if (fit.length < given.length) {
    const places = given.flatMap((each, index) => placesOf(each, index + 1));
    const told = { places: places.slice(0, PLACES_MAX), placesTotal: places.length };
    return new GivenCertificates([], refuse('PARCEL_MALFORMED', told));
  }
  return new GivenCertificates(fit.map(certificateOf), undefined);
}

/** Field by field: what else stands there is no part of the parcel. */
const certificateOf = (given: Written): ParcelCertificate => ({
  certificateNo: given.certificateNo,
  version: given.version,
  kind: given.kind,
  institutionCode: given.institutionCode,
  regionCode: given.regionCode,
  data: given.data,
  digest: BigInt(given.digest),
});

export const ParcelCertificates = new GraphQLScalarType<GivenCertificates, never>({
  name: 'ParcelCertificates',
  description:
    `包内证书列表,最多 ${PARCEL_CERTIFICATES_MAX} 本,字段见 docs/hub-to-hub.md;只能以变量传入 / ` +
    `Certificates of a parcel, at most ${PARCEL_CERTIFICATES_MAX} (docs/hub-to-hub.md); passed as a variable only`,
  parseValue: readCertificates,
  parseLiteral: () => {
    throw inlineRecords();
  },
  serialize: () => {
    throw new Error('ParcelCertificates is for input only.');
  },
});
