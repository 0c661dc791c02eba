/** Overlaps, renewals, changes and ends of filings: every check with a case that passes and one that fails. */
import type { ApplicationContent } from '../../../src/domain/application/application';
import { checkApplication } from '../../../src/domain/application/check-application';
import type { ApplicationFacts } from '../../../src/domain/application/facts';
import type { ApplicationKind } from '../../../src/domain/application/route';
import {
  APPLICANT,
  factsOf,
  filing,
  filingContent,
  ITEM,
  OCCUPATION,
  registeredFacts,
  SITE,
} from '../../kit/application-cases';
import {
  BASIC,
  type Case,
  change,
  ENDING,
  expectFault,
  fujian,
  material,
  NEW_ITEM,
  RENEWABLE,
  RENEWAL,
  SITE_WISH,
  suspended,
  wasSuspended,
} from '../../kit/application-faults';

const CASES: Readonly<Record<string, Case>> = {
  'an item twice': {
    content: filingContent({ items: [ITEM, { ...ITEM, fees: [], levels: ['LEVEL_4'] }] }),
    at: ['/items/1'],
    says: '第 1 项',
  },
  'an item that is filed': {
    kind: 'SCOPE_CHANGE',
    content: change({ ...NEW_ITEM, items: [{ ...ITEM, fees: [], sites: [SITE.code] }] }),
    facts: registeredFacts(),
    at: ['/items/0'],
    says: 'F-1',
  },
  'an item that another application asks for': {
    content: filingContent(),
    facts: factsOf({ underWay: [{ item: ITEM, sites: [SITE_WISH] }] }),
    at: ['/items/0'],
    says: '办理中',
  },
  'a venue that is filed already, under another name of the site': {
    kind: 'SCOPE_CHANGE',
    content: change({
      ...NEW_ITEM,
      sites: [{ ...SITE_WISH, ref: 'again' }],
      items: [{ ...ITEM, fees: [], sites: ['again'] }],
      materials: [...NEW_ITEM.materials, material('VENUE_PROOF')],
    }),
    facts: registeredFacts({
      filings: [filing({ siteCodes: [SITE.code] })],
      venueOfSite: new Map([[SITE.code, SITE_WISH.venue ?? '']]),
    }),
    at: ['/items/0'],
    says: 'F-1',
  },
  'a venue that another application asks for, under another name of the site': {
    content: filingContent(),
    facts: factsOf({
      underWay: [{ item: { ...ITEM, sites: ['hall'] }, sites: [{ ...SITE_WISH, ref: 'hall' }] }],
    }),
    at: ['/items/0'],
    says: '办理中',
  },
  'a venue of another institution (CMP-035)': {
    content: filingContent(),
    facts: factsOf({
      filedElsewhere: [
        {
          venue: 'V-1',
          occupationCode: OCCUPATION.code,
          institutionCode: '0009',
          from: '2024-01-01',
          to: '2026-06-30',
        },
      ],
    }),
    at: ['/items/0/sites'],
    says: '另一机构',
  },
  'a renewal before its window (NM-15, FJ-16)': {
    kind: 'RENEWAL',
    content: RENEWAL,
    facts: registeredFacts({ today: '2026-10-01' }),
    at: ['/filingIds/0'],
    says: '最早可于 2026-10-02 申请',
  },
  'a renewal after the end': {
    kind: 'RENEWAL',
    content: RENEWAL,
    facts: registeredFacts({ today: '2027-01-01' }),
    at: ['/filingIds/0'],
    says: '有效备案',
  },
  'a renewal of what goes on already': {
    kind: 'RENEWAL',
    content: RENEWAL,
    facts: registeredFacts({
      today: '2026-11-01',
      filings: [filing(), filing({ id: 'F-2', from: '2027-01-01', to: '2029-12-31' })],
    }),
    at: ['/filingIds/0'],
    says: '后续备案',
  },
  'a renewal of what has no end': {
    kind: 'RENEWAL',
    content: RENEWAL,
    facts: registeredFacts({ filings: [filing({ to: null })] }),
    at: ['/filingIds/0'],
    says: '无须续期',
  },
  'a filing named twice': {
    kind: 'RENEWAL',
    content: { ...RENEWAL, filingIds: ['F-1', 'F-1'] },
    facts: RENEWABLE,
    at: ['/filingIds/1'],
    says: '重复',
  },
  'a change under a suspension (FJ-22)': {
    kind: 'SCOPE_CHANGE',
    content: change(NEW_ITEM),
    facts: fujian({ filings: [suspended] }),
    at: [''],
    says: '第二十二条',
  },
  'a change after a violation in the term (FJ-24)': {
    kind: 'SCOPE_CHANGE',
    content: change(NEW_ITEM),
    facts: fujian({ filings: [wasSuspended] }),
    at: [''],
    says: '第二十四条',
  },
  'an addition after a violation, where changes of scope need no year of work': {
    kind: 'SCOPE_CHANGE',
    content: change(NEW_ITEM),
    facts: fujian({
      filings: [wasSuspended],
      parameters: { ...fujian({}).parameters, scopeChangeAfterMonths: null },
    }),
    at: [''],
    says: '第二十四条',
  },
  'a change before a year of work (FJ-13)': {
    kind: 'SCOPE_CHANGE',
    content: change(NEW_ITEM),
    facts: fujian({ filings: [filing({ from: '2025-07-01' })] }),
    at: [''],
    says: '最早可于 2026-07-01 申请',
  },
  'a change of nothing': {
    kind: 'SCOPE_CHANGE',
    content: change({ materials: [material('OTHER')] }),
    facts: registeredFacts(),
    at: ['/items'],
    says: '变更的内容',
  },
  'a kind that changes by the way: the register is set right, and nothing is filed anew': {
    kind: 'BASIC_CHANGE',
    content: { ...BASIC, applicant: { ...APPLICANT, grade: 'PROVINCE', kind: 'SOCIAL_ORG' } },
    facts: registeredFacts(),
    at: ['/applicant/kind'],
    says: '变更职业、等级、场地用 SCOPE_CHANGE',
  },
  'an end in the past': {
    kind: 'TERMINATION',
    content: { ...ENDING, endsOn: '2026-06-29' },
    facts: registeredFacts(),
    at: ['/endsOn'],
    says: '不得早于今日',
  },
};

test.each(Object.entries(CASES))('%s is one problem, at its place', (_name, fault) => {
  expectFault(fault);
});

test('what is right at the edge of a rule is no problem', () => {
  const passing: readonly (readonly [ApplicationKind, ApplicationContent, ApplicationFacts])[] = [
    // The first and the last day of the window.
    ['RENEWAL', RENEWAL, registeredFacts({ today: '2026-10-02' })],
    ['RENEWAL', RENEWAL, registeredFacts({ today: '2026-12-31' })],
    // The day on which the year of work is full.
    ['SCOPE_CHANGE', change(NEW_ITEM), fujian({ filings: [filing({ from: '2025-06-30' })] })],
    // A suspension of today outside Fujian, and a past one.
    ['SCOPE_CHANGE', change(NEW_ITEM), registeredFacts({ filings: [suspended] })],
    ['SCOPE_CHANGE', change(NEW_ITEM), registeredFacts({ filings: [wasSuspended] })],
    // A year of work is asked for, and nothing is said of violations.
    [
      'SCOPE_CHANGE',
      change(NEW_ITEM),
      fujian({
        filings: [wasSuspended],
        parameters: { ...fujian({}).parameters, noAdditionsAfterViolation: false },
      }),
    ],
    // Today is the last day of work.
    ['TERMINATION', { ...ENDING, endsOn: '2026-06-30' }, registeredFacts()],
    // The other institution has given the venue up.
    [
      'FILING',
      filingContent(),
      factsOf({
        filedElsewhere: [
          {
            venue: 'V-1',
            occupationCode: OCCUPATION.code,
            institutionCode: '0009',
            from: '2024-01-01',
            to: '2026-06-29',
          },
        ],
      }),
    ],
    // What the items replace does not overlap with them.
    [
      'SCOPE_CHANGE',
      change({ ...NEW_ITEM, filingIds: ['F-1'], items: [{ ...ITEM, fees: [], sites: [SITE.code] }] }),
      registeredFacts(),
    ],
    // An ended filing may be filed again.
    [
      'FILING',
      filingContent({ applicant: { ...APPLICANT, grade: 'PROVINCE' } }),
      registeredFacts({ filings: [filing({ to: '2026-06-29' })] }),
    ],
    [
      'FILING',
      filingContent({ sites: [{ ...SITE_WISH, tenure: 'LEASED', leasedTo: '2027-06-30', regionCode: '510104' }] }),
      factsOf(),
    ],
  ];
  for (const [kind, content, facts] of passing) expect(checkApplication(kind, content, facts)).toEqual([]);
});
