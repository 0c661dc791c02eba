/** What a draft may hold: shapes and limits, told by place; and the days of a notice. */
import {
  APPLICATION_FILINGS_MAX,
  APPLICATION_ITEMS_MAX,
  APPLICATION_SITES_MAX,
  type GivenContent,
  problemsOfShape,
} from '../../../src/domain/application/content-shape';
import { noticeEnd } from '../../../src/domain/application/notice';
import { shownContent } from '../../../src/domain/application/shown-content';
import { APPLICANT, assessor, EMPTY, filingContent, givenFiling, ITEM } from '../../kit/application-cases';

const pathsOf = (given: GivenContent): readonly string[] => problemsOfShape(given).map(({ path }) => path);
const [SITE] = givenFiling().sites;
const applicant = (over: object): GivenContent => givenFiling({ applicant: { ...APPLICANT, ...over } });
const item = (over: object): GivenContent => givenFiling({ items: [{ ...ITEM, ...over }] });
const person = (over: object): GivenContent => givenFiling({ staff: [{ ...assessor(1), ...over }] });

test('a whole form and an empty one can be kept', () => {
  expect(pathsOf(givenFiling())).toEqual([]);
  expect(pathsOf(EMPTY)).toEqual([]);
});

test.each([
  [applicant({ creditCode: '12510100MA6CQ0H011' }), '/applicant/creditCode'],
  [applicant({ regionCode: '510104' }), '/applicant/regionCode'],
  [applicant({ regionCode: '510000' }), '/applicant/regionCode'],
  [applicant({ name: ' ' }), '/applicant/name'],
  [applicant({ name: 'x'.repeat(101) }), '/applicant/name'],
  [applicant({ address: 'x\u0000' }), '/applicant/address'],
  [applicant({ ownership: 'FOREIGN' }), '/applicant/ownership'],
  [givenFiling({ sites: [{ ...givenFiling().sites[0], ref: '主' } as never] }), '/sites/0/ref'],
  [givenFiling({ sites: [{ ...SITE, regionCode: '510000' } as never] }), '/sites/0/regionCode'],
  [givenFiling({ sites: [{ ...SITE, leasedTo: '2026-02-30' } as never] }), '/sites/0/leasedTo'],
  [givenFiling({ sites: Array.from({ length: APPLICATION_SITES_MAX + 1 }, () => SITE as never) }), '/sites'],
  [item({ occupationCode: '9-31-01-03' }), '/items/0/occupationCode'],
  [item({ levels: ['LEVEL_9'] }), '/items/0/levels/0'],
  [item({ fees: [{ level: 'LEVEL_5', yuan: 1.005 }] }), '/items/0/fees/0/yuan'],
  [item({ fees: [{ level: 'LEVEL_5', yuan: -1 }] }), '/items/0/fees/0/yuan'],
  [givenFiling({ items: Array.from({ length: APPLICATION_ITEMS_MAX + 1 }, () => ITEM) }), '/items'],
  [givenFiling({ filingIds: Array.from({ length: APPLICATION_FILINGS_MAX + 1 }, () => 'F') }), '/filingIds'],
  [givenFiling({ endsOn: '2026-13-01' }), '/endsOn'],
  [
    givenFiling({ equipment: [{ name: '台', brand: null, model: null, quantity: 0, owner: null }] }),
    '/equipment/0/quantity',
  ],
  [person({ idNumber: '510104199001010001' }), '/staff/0/idNumber'],
  [person({ occupationCodes: ['电工'] }), '/staff/0/occupationCodes/0'],
  [person({ certificateNo: '证 1' }), '/staff/0/certificateNo'],
  [givenFiling({ materials: [{ kind: 'OTHER', attachmentId: 'x' }] }), '/materials/0/attachmentId'],
  [givenFiling({ prohibitions: ['UNKNOWN' as never] }), '/prohibitions/0'],
  [givenFiling({ strengths: 'x'.repeat(4_001) }), '/strengths'],
])('a fault of shape is told at its place (%#)', (given, path) => {
  expect(pathsOf(given)).toEqual([path]);
});

test('no problem repeats what was sent', () => {
  const told = JSON.stringify(problemsOfShape(person({ idNumber: '510104199001010001', name: ' ' })));
  expect(told).not.toContain('5101041990');
});

describe('how it is shown', () => {
  test('people are masked for everybody, and no digest leaves', () => {
    const shown = shownContent(filingContent(), 'PLAIN');
    expect(shown.staff[0]).toMatchObject({ name: '王**', idNumberMasked: '51**************1X' });
    expect(JSON.stringify(shown)).not.toContain('personKey');
    expect(shown.applicant).toMatchObject({ contactName: '李联系', mobile: '13800000000' });
  });
  test('so are the certificates of the staff', () => {
    const content = filingContent();
    const staff = content.staff.map((person) => ({ ...person, certificateNo: 'KPY-2024-0001' }));
    const shown = (contact: 'PLAIN' | 'MASKED') => shownContent({ ...content, staff }, contact).staff[0]?.certificateNo;
    expect([shown('PLAIN'), shown('MASKED')]).toEqual(['KPY-2024-0001', 'KP*********01']);
  });
  test('the contact is for those who deal with it', () => {
    expect(shownContent(filingContent(), 'MASKED').applicant).toMatchObject({
      contactName: '李**',
      mobile: '13*******00',
      phone: APPLICANT.phone,
    });
  });
});

describe('the notice', () => {
  const ends = (from: string, days: number | null, calendar = {}): string | null | undefined =>
    noticeEnd(from, { filingNoticeWorkingDays: days, calendar });

  test('counts Chinese working days after the day on which it opens', () => {
    // From a Monday, over an ordinary weekend.
    expect(ends('2026-06-01', 5)).toBe('2026-06-08');
    // 2026-02-14 (Saturday) and 02-28 are make-up workdays around the Spring Festival of 15 to 23 February.
    expect(ends('2026-02-13', 3)).toBe('2026-02-25');
    expect(ends('2026-12-30', 1)).toBe('2026-12-31');
  });
  test('runs into a year that is published by the packs only', () => {
    const calendar = { '2027': { holidays: ['2027-01-01'], workdays: ['2027-01-03'] } };
    expect(ends('2026-12-30', 3, calendar)).toBe('2027-01-04');
    expect(ends('2026-12-30', 3)).toBeUndefined();
  });
  test('there is none where nobody asks for one', () => {
    expect(ends('2026-06-01', null)).toBeNull();
  });
});
