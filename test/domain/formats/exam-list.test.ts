/** The exam list of provincial systems: what becomes of each element, and what attacks by XML come to. */
import { createHash } from 'node:crypto';
import { examListXml } from '../../../src/formats/exam-list-xml';
import { PHOTO_BYTES_MAX } from '../../../src/formats/exam-list/photo';
import { readFormat } from '../../kit/read-format';
import { SAMPLE_RECORD } from '../../kit/sample-record';

const PHOTO = Buffer.from('not really a photo, but bytes all the same');
const CANDIDATE = [
  '<exam_id>77</exam_id><exam_status>0</exam_status>',
  `<name>林晓溪</name><card_num>${SAMPLE_RECORD.idNumber}</card_num><gender>女</gender><birthday>2005/3/15</birthday>`,
  '<culture_standard>大学专科和专科学校</culture_standard><exam_card_num>2606015100012300001</exam_card_num>',
  '<work_name>电工</work_name><level_name>三级</level_name><occu_code>6-31-01-03</occu_code>',
  '<credential_code>S000051000123263000001</credential_code><credential_create_date>2026-06-20</credential_create_date>',
  '<tt_score>78</tt_score><oo_score>85.5</oo_score><gg_score></gg_score><ee_score/><is_pass>合格</is_pass>',
  `<photo>${PHOTO.toString('base64')}</photo><derection>--</derection><qualification></qualification>`,
  '<candidateCategory>院校在校学生</candidateCategory><examDate>2026-06-01</examDate>',
].join('');
const PLAN =
  '<plan><plan_name>第一批</plan_name><print_code>S000051000123</print_code><print_name>示例学院</print_name><ctype>1</ctype><num>1</num></plan>';
const list = (exams: string, plan = PLAN, head = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${head}\n<upload>${plan}<exam-list>${exams}</exam-list></upload>`;
const one = (inner: string, plan = PLAN): string => list(`<exam>${inner}</exam>`, plan);

const RECORD = {
  certificateNo: 'S000051000123263000001',
  name: '林晓溪',
  idType: 'RESIDENT_ID',
  idNumber: SAMPLE_RECORD.idNumber,
  sex: 'FEMALE',
  birthDate: '2005-03-15',
  education: 'ASSOCIATE',
  candidateCategory: 'COLLEGE_STUDENT',
  occupationCode: '6-31-01-03',
  occupationName: '电工',
  workType: '--',
  level: 'LEVEL_3',
  examDate: '2026-06-01',
  siteCode: 'S000051000123',
  theoryScore: 78,
  skillScore: 85.5,
  overallGrade: 'PASS',
  issuedOn: '2026-06-20',
  institutionName: '示例学院',
  photoDigest: createHash('sha256').update(PHOTO).digest('hex'),
};

test('every element of the interface has its field, or is said to have none', async () => {
  const { records, places, notes, sourceBytes } = await readFormat(examListXml, one(CANDIDATE));
  expect({ records, places }).toEqual({ records: [RECORD], places: [] });
  expect(sourceBytes).toBe(Buffer.byteLength(one(CANDIDATE)));
  expect(notes).toContain('exam_id(考生唯一ID)、exam_card_num(准考证号)。');
  expect(notes).toContain('plan_name, ctype');
  expect(notes).not.toContain('2606015100012300001');
});

test('an exam-list that is one candidate, repeated, and elements in GBK', async () => {
  const text = `<a><exam-list>${CANDIDATE}</exam-list><exam-list>${CANDIDATE}</exam-list></a>`;
  expect((await readFormat(examListXml, text)).records).toHaveLength(2);
  // <name>林</name> in GBK.
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GB2312"?><a><exam-list><exam><name>'),
    Buffer.from([0xc1, 0xd6]),
    Buffer.from('</name></exam></exam-list></a>'),
  ]);
  expect((await readFormat(examListXml, gbk, { arrivalBytes: 1 })).records).toEqual([{ name: '林' }]);
  const wide = Buffer.from('\ufeff<a><exam-list><exam><name>林</name></exam></exam-list></a>', 'utf16le');
  expect((await readFormat(examListXml, wide, { arrivalBytes: 3 })).records).toEqual([{ name: '林' }]);
});

test('an update is taken in a resubmission, and else named with what to do', async () => {
  const update = one(CANDIDATE.replace('<exam_status>0', '<exam_status>1'));
  expect((await readFormat(examListXml, update, { isResubmission: true })).records).toEqual([RECORD]);
  const { places, records } = await readFormat(examListXml, update);
  expect(records).toEqual([]);
  expect(places).toEqual([
    expect.objectContaining({
      record: 1,
      field: 'exam_status',
      message: expect.objectContaining({ zh: expect.stringContaining('requestCorrection') }),
    }),
  ]);
  expect((await readFormat(examListXml, one('<exam_status>2</exam_status><name>林</name>'))).places).toHaveLength(1);
});

test('the type of a document is known by a sound resident ID number alone', async () => {
  const typeOf = async (number: string) =>
    (await readFormat(examListXml, one(`<card_num>${number}</card_num>`, ''))).records[0]?.['idType'];
  expect(await typeOf(SAMPLE_RECORD.idNumber)).toBe('RESIDENT_ID');
  expect(await typeOf('E12345678')).toBeUndefined();
  expect(await typeOf(`8${SAMPLE_RECORD.idNumber.slice(1)}`)).toBeUndefined();
  const given = one(`<card_num>${SAMPLE_RECORD.idNumber}</card_num><idType>护照</idType>`, '');
  expect((await readFormat(examListXml, given)).records[0]?.['idType']).toBe('PASSPORT');
});

const faultsOf = async (text: string) => {
  const { places } = await readFormat(examListXml, text);
  return places.map(({ record, field, message }) => `${record ?? '-'} ${field ?? '-'} ${message.en}`);
};

test.each([
  ['<name>a</name><name>b</name>', '1 name The element stands twice'],
  [
    '<name>a</name><card_num>1</card_num><idNumber>2</idNumber>',
    '1 idNumber Fills the field that another element fills',
  ],
  ['<name><first>a</first></name>', '1 first Elements, attributes or text that have no place here'],
  ['<name kind="x">a</name>', '1 name Elements, attributes or text that have no place here'],
  ['stray<name>a</name>', '1 exam Elements, attributes or text that have no place here'],
  ['<name>a</name><photo>QUJD</photo><photo>REVG</photo>', '1 photo The element stands twice'],
  ['<name>a</name><photo>QUJD</photo><photo>!</photo>', '1 photo The element stands twice'],
  ['<photo>!!!!</photo><name>a</name>', '1 photo The photo is no valid base64, or too large'],
  ['<tt_score>eighty</tt_score>', '1 theoryScore Must be a number or null'],
  ['<name>a&#xD800;b</name>', expect.stringMatching(/^1 name Holds half a character|^- - XML, line/)],
])('%s is named by candidate and element', async (inner, fault) => {
  expect(await faultsOf(one(inner))).toEqual([fault]);
});

test('num of the plan is held against the candidates', async () => {
  expect(await faultsOf(list(`<exam>${CANDIDATE}</exam><exam>${CANDIDATE}</exam>`))).toEqual([
    '- num num of the plan differs from the candidates of exam-list (2)',
  ]);
  expect(await faultsOf(`<a><exam-list><exam>${CANDIDATE}</exam></exam-list>${PLAN}</a>`)).toEqual([
    '- - plan may stand once, and before exam-list.',
  ]);
});

test('one photo among empty ones is the photo; one that belongs to no candidate is said', async () => {
  const digest = createHash('sha256').update('ABC').digest('hex');
  const inner = '<name>a</name><photo/><photo>QUJD</photo><photo> </photo>';
  expect((await readFormat(examListXml, one(inner, ''))).records).toEqual([{ name: 'a', photoDigest: digest }]);
  for (const text of [
    one('<name>a</name>', '<plan><photo>QUJD</photo></plan>'),
    list('<photo>QUJD</photo><exam><name>a</name></exam>', ''),
  ]) {
    const { records, notes } = await readFormat(examListXml, text);
    expect(records).toEqual([{ name: 'a' }]);
    expect(notes).toContain('photo');
  }
});

test('a photo of any cut is digested, one that is too large refused', async () => {
  const photo = Buffer.alloc(70_001, 7);
  const text = one(
    `<name>a</name><photo>data:image/jpeg;base64,\n${photo.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}</photo>`,
    '',
  );
  const digest = createHash('sha256').update(photo).digest('hex');
  for (const arrivalBytes of [7, 1_000, 1_000_000]) {
    expect((await readFormat(examListXml, text, { arrivalBytes })).records).toEqual([
      { name: 'a', photoDigest: digest },
    ]);
  }
  const large = Buffer.alloc(PHOTO_BYTES_MAX + 1).toString('base64');
  expect(await faultsOf(one(`<name>a</name><photo>${large}</photo>`))).toEqual([
    '1 photo The photo is no valid base64, or too large',
  ]);
});

/** Of an element that never opens: what gathers them must not wait for that. */
const attributesOf = (count: number, characters: number): string =>
  Array.from({ length: count }, (_, index) => `a${index}="${'x'.repeat(characters)}"`).join(' ');
const BOMB = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
test.each([
  ['a document type', list(`<exam><name>a</name></exam>`, '', '<!DOCTYPE a>'), 'DOCTYPE'],
  ['entities within entities', list('<exam><name>&b;</name></exam>', '', BOMB), 'DOCTYPE'],
  [
    'a file of this machine',
    list('<exam><name>&x;</name></exam>', '', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    'DOCTYPE',
  ],
  ['a document type of any length', `<!DOCTYPE a [${'<!-- x -->'.repeat(20_000)}`, 'XML, line'],
  ['an entity that nobody named', list('<exam><name>&x;</name></exam>', ''), 'not well-formed'],
  ['an entity of HTML', list('<exam><name>&nbsp;</name></exam>', ''), 'not well-formed'],
  ['elements within elements', `<a>${'<b>'.repeat(20)}`, 'nested deeper'],
  ['a tag of any length', `<a ${'x'.repeat(300_000)}`, 'not well-formed'],
  ['attributes without end', `<a ${attributesOf(100, 1)}`, 'over 64 attributes'],
  ['attributes of any length', `<a ${attributesOf(10, 10_000)}`, 'attributes too long'],
  ['no XML', 'certificateNo,name\n', 'not well-formed'],
  ['XML that ends early', list('<exam><name>a</name></exam>', '').slice(0, -5), 'not well-formed'],
  ['another encoding', '<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>', 'encoding that the XML declares'],
  [
    'an encoding that lies',
    '<?xml version="1.0" encoding="utf-8"?><a><exam-list><exam><name>\u0001</name></exam></exam-list></a>',
    '',
  ],
  ['text between elements', '<a>x<exam-list/></a>', 'text between the elements'],
])('%s', async (_name, text, said) => {
  const bytes = said === '' ? Buffer.from(text.replace('\u0001', '\xff'), 'latin1') : Buffer.from(text);
  const { places, records } = await readFormat(examListXml, bytes);
  expect(records).toEqual([]);
  expect(places).toHaveLength(1);
  expect(JSON.stringify(places)).toContain(said === '' ? 'Not valid UTF-8' : said);
});

test('elements of a candidate named like parts of an object are unknown fields like others', async () => {
  const { records } = await readFormat(
    examListXml,
    one('<name>a</name><constructor>b</constructor><__proto__>c</__proto__>', ''),
  );
  expect(Object.entries(records[0] ?? {})).toEqual([
    ['__proto__', 'c'],
    ['constructor', 'b'],
    ['name', 'a'],
  ]);
});

test('a list without candidates holds no record', async () => {
  for (const text of ['<a/>', '<a><exam-list/></a>', list('', '')]) {
    expect((await readFormat(examListXml, text)).pieces).toEqual([]);
  }
});
