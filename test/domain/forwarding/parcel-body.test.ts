/** A parcel as body or file: what is read back by readers that know nothing of the hub is what was handed in. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parser } from 'sax';
import { z } from 'zod';
import { parcelBody } from '../../../src/connectors/parcel-body';
import { parcelDigest } from '../../../src/app/forwarding/parcel-digest';
import { jsonbText } from '../../../src/domain/forwarding/shown-data';
import type { Parcel } from '../../../src/app/connector';
import { parcelWith } from '../../kit/parcels';

type Data = Record<string, string | number | boolean | null>;

const parcelOf = (...all: Data[]): Parcel =>
  parcelWith(
    all.map((data, index) => ({
      certificateNo: `Y000051000123263${String(index + 1).padStart(6, '0')}`,
      version: index + 1,
      kind: 'ISSUED',
      institutionCode: '0001',
      regionCode: '510100',
      data: jsonbText(data),
    })),
  );

const own = ({ certificates }: Parcel) =>
  certificates.map(({ certificateNo, version, kind, institutionCode, regionCode, digest }) => ({
    certificateNo,
    version: String(version),
    kind,
    institutionCode,
    regionCode,
    digest: String(digest),
  }));

const textsOf = (data: Data): Record<string, string | null> =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, value === null ? null : String(value)]));

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** By a reader of XML that takes nothing amiss but what is amiss. */
function readXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const reader = parser(true);
  reader.onerror = (error) => {
    throw error;
  };
  reader.onopentag = ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: z.record(z.string(), z.string()).parse(attributes),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  reader.ontext = (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  reader.onclosetag = () => void open.pop();
  reader.write(xml).close();
  const [parcel] = root.children;
  if (!parcel) throw new Error('There is no element.');
  return parcel;
}

const valueOf = ({ attributes, text }: Element): string | null => {
  if (attributes['null'] === 'true') return null;
  return attributes['encoding'] === 'base64' ? Buffer.from(text, 'base64').toString() : text;
};

const HARD: Data[] = [
  { name: '张三', remark: null, score: 85.5 },
  { name: 'a,"b"\r\nc', formula: '=1+1', empty: '' },
  { name: ' <&>]]>\t\u0001 ', 中文: '😀', score: 0 },
];

/** Names as the feeds file takes them, values that are texts of Unicode. */
const anyData = fc.dictionary(
  fc.stringMatching(/^[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]{0,9}$/).filter((name) => name !== '__proto__'),
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
  ),
  { minKeys: 1, maxKeys: 5 },
);

test('JSON carries the data word for word, and the digest of the whole', () => {
  const parcel = parcelOf(...HARD);
  const { contentType, body } = parcelBody('json', parcel);
  expect(contentType).toBe('application/json');
  const digest = createHash('sha256');
  for (const { certificateNo, version, kind, institutionCode, regionCode, data } of parcel.certificates) {
    digest.update(`${JSON.stringify([certificateNo, version, kind, institutionCode, regionCode, data])}\n`);
  }
  expect(JSON.parse(body.toString())).toEqual({
    parcelId: parcel.deliveryId,
    batchId: parcel.batchId,
    feed: parcel.feed,
    digest: digest.digest('hex'),
    certificates: own(parcel).map((certificate, index) => ({
      ...certificate,
      version: index + 1,
      data: HARD[index],
    })),
  });
  for (const { data } of parcel.certificates) expect(body.toString()).toContain(`"data":${data}}`);
});

test('CSV: parcel columns by names that no field can have, nothing is an empty cell and an empty text a quoted one', () => {
  const parcel = parcelOf({ a: null, b: '' }, { b: '=2+2', c: 'x;y' });
  const { contentType, body } = parcelBody('csv', parcel);
  expect(contentType).toBe('text/csv; charset=utf-8; header=present');
  const [one, two] = parcel.certificates.map(({ digest }) => String(digest));
  expect(body.toString()).toBe(
    'certhub:certificateNo,certhub:version,certhub:kind,certhub:institutionCode,certhub:regionCode,certhub:digest,a,b,c\r\n' +
      `Y000051000123263000001,1,ISSUED,0001,510100,${one},,"",\r\n` +
      `Y000051000123263000002,2,ISSUED,0001,510100,${two},,=2+2,x;y\r\n`,
  );
});

test('CSV is read back by another reader, whatever the values are', () => {
  fc.assert(
    fc.property(fc.array(anyData, { minLength: 1, maxLength: 4 }), (all) => {
      const parcel = parcelOf(...all);
      const rows = z.array(z.record(z.string(), z.string().nullable())).parse(
        parse(parcelBody('csv', parcel).body, {
          columns: true,
          record_delimiter: '\r\n',
          cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
        }),
      );
      const names = [...new Set(all.flatMap(Object.keys))];
      expect(rows).toEqual(
        own(parcel).map((certificate, index) => ({
          ...Object.fromEntries(Object.entries(certificate).map(([name, value]) => [`certhub:${name}`, value])),
          ...Object.fromEntries(names.map((name) => [name, textsOf(all[index] ?? {})[name] ?? null])),
        })),
      );
    }),
  );
});

test('XML is read back by another reader, whatever the values are', () => {
  const holds = (all: readonly Data[]): void => {
    const parcel = parcelOf(...all);
    const { name, attributes, children } = readXml(parcelBody('xml', parcel).body.toString());
    expect({ name, attributes }).toEqual({
      name: 'parcel',
      attributes: {
        parcelId: parcel.deliveryId,
        batchId: parcel.batchId,
        feed: parcel.feed,
        digest: parcelDigest(parcel.certificates),
        certificates: String(all.length),
      },
    });
    expect(children.map((certificate) => certificate.attributes)).toEqual(own(parcel));
    expect(
      children.map((certificate) =>
        Object.fromEntries(certificate.children.map((field) => [field.name, valueOf(field)])),
      ),
    ).toEqual(all.map(textsOf));
  };
  holds(HARD);
  fc.assert(fc.property(fc.array(anyData, { minLength: 1, maxLength: 4 }), holds));
});

test('what XML cannot carry comes as Base64, and says so', () => {
  const xml = parcelBody('xml', parcelOf({ remark: 'a\u0001b', more: null, plain: 'c' })).body.toString();
  expect(xml).toContain('<more null="true"/><plain>c</plain><remark encoding="base64">YQFi</remark>');
});

test.each(['json', 'csv', 'xml'] as const)('%s: the same parcel gives the same bytes', (format) => {
  const parcel = parcelOf(...HARD);
  expect(parcelBody(format, parcel)).toEqual(parcelBody(format, { ...parcel }));
});
