import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD_FIELDS } from '../../../src/domain/certificate/record';
import { ALARM_DEFAULT, plainFeed, WANTS_ALL } from '../../../src/domain/forwarding/feed';
import { MOHRSS_FIELDS } from '../../../src/domain/forwarding/mohrss-form';
import { feedsFile, type FeedConfig } from '../../../src/platform/feeds-file';

const SECRET = 'hunter2';
const FEED = {
  name: 'province',
  connector: 'postgres',
  region: '510000',
  title: { zh: '省级', en: 'Province' },
  url: `postgres://u:${SECRET}@127.0.0.1/f`,
};

const readFeed = (more: object): FeedConfig => {
  const [feed] = feedsFile.parse([{ ...FEED, ...more }]);
  if (feed === undefined) throw new Error('No feed was read.');
  return feed;
};

/** `place message` of each problem. */
function problemsOf(content: unknown): readonly string[] {
  const parsed = feedsFile.safeParse(content);
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
}
const problemsWith = (more: object): readonly string[] => problemsOf([{ ...FEED, ...more }]);

test('of a feed of which nothing else is said, everything is as it was', () => {
  const { url, ...said } = FEED;
  expect(feedsFile.parse([FEED])).toEqual([{ ...plainFeed(said), address: { connector: 'postgres', url } }]);
});

test('every property, in the units of people', () => {
  const feed = readFeed({
    wants: { levels: ['LEVEL_3', 'LEVEL_2'], occupationCodes: ['6-31-01-03', '4-'], issuedFrom: '2026-01-01' },
    fields: [
      'certificateNo',
      { field: 'name', showing: 'masked' },
      { field: 'idNumber', as: 'person', showing: 'digested' },
      { field: 'level', as: 'AAC015', codes: { LEVEL_3: '3' } },
      'regionCode',
    ],
    window: { days: 'working', from: '08:30', until: '18:00' },
    parcelCertificates: 500,
    certificatesPerMinute: 6_000,
    order: 'certificate',
    retrySeconds: [5, 60, 3_600],
    codes: {
      'R-PHOTO': { zh: '照片不符', en: 'Photo does not match', rule: 'CMP-007' },
      OTHER: { zh: '其他', en: 'Other' },
    },
    alarm: { dueMinutes: 30 },
  });
  expect(feed).toMatchObject({
    wants: {
      ...WANTS_ALL,
      levels: ['LEVEL_3', 'LEVEL_2'],
      occupationCodes: ['6-31-01-03', '4-'],
      issuedFrom: '2026-01-01',
    },
    form: {
      format: 'json',
      fields: [
        { field: 'certificateNo', as: 'certificateNo', showing: 'plain', codes: null },
        { field: 'name', as: 'name', showing: 'masked', codes: null },
        { field: 'idNumber', as: 'person', showing: 'digested', codes: null },
        { field: 'level', as: 'AAC015', showing: 'plain', codes: { LEVEL_3: '3' } },
        { field: 'regionCode', as: 'regionCode', showing: 'plain', codes: null },
      ],
    },
    window: { days: 'working', fromMinute: 510, untilMinute: 1_080 },
    parcelCertificates: 500,
    certificatesPerMinute: 6_000,
    order: 'certificate',
    retryDelaysMs: [5_000, 60_000, 3_600_000],
    codes: {
      'R-PHOTO': { title: { zh: '照片不符', en: 'Photo does not match' }, rule: 'CMP-007' },
      OTHER: { title: { zh: '其他', en: 'Other' }, rule: null },
    },
    alarm: { dueMinutes: 30, answerMinutes: ALARM_DEFAULT.answerMinutes },
  });
  expect(feed).not.toHaveProperty('url');
});

test('the indicator names of the ministry are there by their name', () => {
  const { fields } = readFeed({ fields: 'mohrss' }).form;
  expect(fields).toEqual(MOHRSS_FIELDS);
  expect(new Set(MOHRSS_FIELDS.map(({ as }) => as)).size).toBe(MOHRSS_FIELDS.length);
  expect(fields?.filter(({ as, field }) => as !== field).map(({ as }) => as)).toEqual([
    'AAC003',
    'AAC058',
    'AAC147',
    'AAC004',
    'AAC006',
    'AAC011',
    'ACA111',
    'AAB301',
  ]);
  for (const { field, codes } of MOHRSS_FIELDS) {
    const known = RECORD_FIELDS.find(({ name }) => name === field)?.codes?.map(({ code }) => code);
    if (codes !== null) expect(Object.keys(codes).sort()).toEqual([...(known ?? [])].sort());
  }
});

test('a field that does not exist is told with the nearest one and the list, and not repeated', () => {
  expect(
    problemsWith({ fields: ['certificateNo', 'ocupationCode', { field: 'names', showing: 'plain' }, 'zzzzzzzz'] }),
  ).toEqual([
    '0.fields.1.field must be a field of the record; the nearest one is occupationCode. All of them stand in docs/record.md',
    '0.fields.2.field must be a field of the record; the nearest one is name. All of them stand in docs/record.md',
    '0.fields.3.field must be a field of the record. All of them stand in docs/record.md',
  ]);
});

test('what tells of a person is shown by a word, never by default', () => {
  expect(problemsWith({ fields: ['name', { field: 'birthDate' }, { field: 'idNumber', showing: 'plain' }] })).toEqual([
    expect.stringMatching(/^0\.fields\.0 must say how it is shown, .*\{"field":"name","showing":"masked"\}/),
    expect.stringMatching(/^0\.fields\.1 must say how it is shown/),
  ]);
  expect(problemsWith({ fields: [{ field: 'level', showing: 'masked' }] })).toEqual([
    '0.fields.0.showing must be plain or digested: only name, idNumber, birthDate, photoDigest, remark have a mask',
  ]);
});

test.each([
  [
    'two fields under one name',
    { fields: ['level', { field: 'siteCode', as: 'level' }] },
    '0.fields.1.as must be different',
  ],
  [
    'codes of a field without',
    { fields: [{ field: 'siteCode', codes: { a: 'b' } }] },
    '0.fields.0.codes must be left out',
  ],
  [
    'codes that the field lacks',
    { fields: [{ field: 'level', codes: { LEVEL_9: '9' } }] },
    '0.fields.0.codes must have no other codes',
  ],
  [
    'codes of what is digested',
    { fields: [{ field: 'level', showing: 'digested', codes: { LEVEL_3: '3' } }] },
    '0.fields.0.codes must be left out, or',
  ],
  ['a name that is no name', { fields: [{ field: 'level', as: '3 levels' }] }, '0.fields.0.as must be 1 to 40'],
  ['no list of fields', { fields: 'mohrs' }, '0.fields must be a list of fields, or "mohrss"'],
  ['no fields', { fields: [] }, '0.fields must not be empty'],
  ['an unknown level', { wants: { levels: ['LEVEL_3', 'LEVEL_6'] } }, '0.wants.levels.1 must be one of APPRENTICE'],
  ['no occupation', { wants: { occupationCodes: ['6-31-0'] } }, '0.wants.occupationCodes.0 must be an occupation code'],
  ['an empty wish', { wants: { levels: [] } }, '0.wants.levels must not be empty; leave it out'],
  ['no day', { wants: { issuedFrom: '2026-02-30' } }, '0.wants.issuedFrom must be a day'],
  ['an unknown wish', { wants: { level: ['LEVEL_3'] } }, '0.wants has an unknown field: level'],
  ['a window without hours', { window: { from: '08:00', until: '08:00' } }, '0.window.until must differ'],
  ['a window that ends at 00:00', { window: { from: '08:00', until: '00:00' } }, '0.window.until must differ'],
  ['no time', { window: { from: '8', until: '25:00' } }, '0.window.until must be a time'],
  ['no waits', { retrySeconds: [] }, '0.retrySeconds must not be empty'],
  ['waits in words', { retrySeconds: ['5 s'] }, '0.retrySeconds.0 must be a whole number'],
  [
    'an unknown rule',
    { codes: { A: { zh: '甲', en: 'A', rule: 'CMP-999' } } },
    '0.codes.A.rule must be the code of a rule',
  ],
  ['words in one language', { codes: { A: { zh: '甲' } } }, '0.codes.A.en must be a text'],
  ['a code that is none', { codes: { 'a b': { zh: '甲', en: 'A' } } }, '0.codes.a b must be under 1 to 20 of'],
  ['no parcel', { parcelCertificates: 0 }, '0.parcelCertificates must be a whole number from 1 to 2000'],
  ['no pace', { certificatesPerMinute: 1.5 }, '0.certificatesPerMinute must be a whole number'],
  ['files into a database', { format: 'csv' }, '0.format must be json'],
  ['an unknown order', { order: 'alphabet' }, '0.order must be one of certificate, any'],
  ['an alarm at once', { alarm: { dueMinutes: 0 } }, '0.alarm.dueMinutes must be a whole number'],
  ['tallies with fields', { cargo: 'tallies', fields: ['level'] }, '0.fields must be left out: the feed takes tallies'],
  ['tallies of a level', { cargo: 'tallies', wants: { levels: ['LEVEL_3'] } }, '0.wants.levels must be left out'],
  ['an unknown connector', { connector: 'pigeon' }, '0.connector must be one of postgres'],
  ['an unknown property', { regoin: '1' }, '0 has an unknown field: regoin'],
])('%s', (_, more, problem) => {
  const problems = problemsWith(more);
  expect(problems.some((each) => each.startsWith(problem))).toBe(true);
});

test('each connector has an address of its own, and problems of an address stand beside those of the feed', () => {
  const { url: _, ...said } = FEED;
  const https = { ...said, connector: 'https', url: 'https://feeds.example.cn/certhub', signingKeyFile: 'feed.pem' };
  expect(feedsFile.parse([{ ...https, format: 'csv' }])).toMatchObject([
    { connector: 'https', form: { format: 'csv' }, address: { connector: 'https', url: https.url, answers: 'ask' } },
  ]);
  expect(
    problemsOf([{ ...https, answers: 'callback', url: `https://u:${SECRET}@feeds.example.cn`, order: 'x' }]),
  ).toEqual([
    '0.order must be one of certificate, any',
    expect.stringMatching(/^0\.url must be a URL like https:/),
    expect.stringMatching(/^0\.receiverKey must be there/),
  ]);
  expect(problemsWith({ signingKeyFile: 'feed.pem' })).toEqual(['0 has an unknown field: signingKeyFile']);
});

test('another hub gets the whole record as JSON, and its codes have words', () => {
  const { url: _, ...said } = FEED;
  const hub = { ...said, connector: 'hub', url: 'https://hub.example.cn', clientId: 'c-1', clientSecretFile: 'secret' };
  const [feed] = feedsFile.parse([{ ...hub, codes: { 'H-TAKEN': { zh: '已占用', en: 'Taken' } } }]);
  expect(feed).toMatchObject({
    connector: 'hub',
    form: { fields: null, format: 'json' },
    codes: { 'H-TAKEN': { title: { zh: '已占用' } }, 'H-RECORD': { rule: 'CPL-001' } },
    address: { url: hub.url, clientId: 'c-1', clientSecretFile: 'secret' },
  });
  const { clientId: _id, ...anonymous } = hub;
  expect(problemsOf([{ ...anonymous, fields: 'mohrss', format: 'xml', url: 'http://hub.example.cn' }])).toEqual([
    expect.stringMatching(/^0\.url must be a URL like https:/),
    '0.clientId must be a text',
    expect.stringMatching(/^0\.format must be json/),
    expect.stringMatching(/^0\.fields must be left out: another hub checks the whole record/),
  ]);
  expect(problemsOf([{ ...hub, cargo: 'tallies' }])).toEqual([
    '0.cargo must be certificates, or left out: another hub counts by itself',
  ]);
});

test('names are those that every format can write', () => {
  const nameIn = (as: string): readonly string[] => problemsWith({ fields: [{ field: 'level', as }] });
  for (const as of ['等级', 'AAC015', '_level.2', 'l'.repeat(40)]) expect(nameIn(as)).toEqual([]);
  for (const as of ['', '2level', 'level²', 'le vel', 'a:b', 'xmlLevel', 'ªa', '<a>', 'l'.repeat(41)]) {
    expect(nameIn(as)).toEqual([expect.stringContaining('0.fields.0.as must be 1 to 40')]);
  }
});

test('tallies from a day on', () => {
  expect(readFeed({ cargo: 'tallies', wants: { issuedFrom: '2026-01-01' } })).toMatchObject({ cargo: 'tallies' });
});

test('all problems of all feeds at once, each with its place, and no value of the file', () => {
  const problems = problemsOf([
    {
      ...FEED,
      region: SECRET,
      url: SECRET,
      fields: [SECRET, 'level', 'level'],
      format: SECRET,
      window: { from: SECRET },
    },
    {
      ...FEED,
      codes: { A: { zh: SECRET, en: 'A', rule: SECRET } },
      wants: { levels: [SECRET] },
      order: SECRET,
      more: 1,
    },
    SECRET,
    { ...FEED, connector: SECRET, title: SECRET },
  ]);
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
    '0.fields.0.field',
    '0.fields.2.as',
    '0.format',
    '0.region',
    '0.url',
    '0.window.from',
    '0.window.until',
    '1',
    '1.codes.A.rule',
    '1.name',
    '1.order',
    '1.wants.levels.0',
    '2',
    '3.connector',
    '3.name',
    '3.title',
  ]);
  for (const problem of problems) {
    expect(problem).toMatch(/ (must|has) /);
    expect(problem).not.toContain(SECRET);
  }
});

test('neither a list nor too many of them', () => {
  expect(problemsOf(FEED)).toEqual([' must be a list']);
  const many = Array.from({ length: 33 }, (_, index) => ({ ...FEED, name: `feed-${index}` }));
  expect(problemsOf(many)).toEqual([' must have at most 32 entries']);
});

test('the example of the release is one that a process starts with', () => {
  const example = readFileSync(join(__dirname, '../../../feeds.example.json'), 'utf8');
  expect(feedsFile.parse(JSON.parse(example)).length).toBeGreaterThan(1);
});
