/**
 * A league of Inner Mongolia by 内人社办发〔2024〕53号: filings published in April, a site in the league, an exam with feedback
 * from above, certificates that are void, measures, a voluntary end. Its first winter crosses New Year 2026 and the make-up
 * workday of Sunday 4 January, its spring that of Saturday 9 May.
 */
import { chapters } from '../kit/life/chapters';
import { openRegion, type Region } from '../kit/life/inner-mongolia';
import { tellCertificates } from './inner-mongolia/certificates';
import { tellEnding } from './inner-mongolia/ending';
import { tellFiling } from './inner-mongolia/filing';
import { tellMeasures } from './inner-mongolia/measures';
import { tellSite } from './inner-mongolia/site';

jest.setTimeout(60_000);
const START_LIMIT_MS = 90_000;

describe('a league of Inner Mongolia', () => {
  let region: Region | undefined;
  const lived = (): Region => {
    if (region === undefined) throw new Error('The hub did not start.');
    return region;
  };
  beforeAll(async () => {
    region = await openRegion('2025-12-08T01:00:00Z');
  }, START_LIMIT_MS);
  afterAll(() => region?.hub.stop(), START_LIMIT_MS);

  const chapter = chapters();
  tellFiling(chapter, lived);
  tellSite(chapter, lived);
  tellCertificates(chapter, lived);
  tellMeasures(chapter, lived);
  tellEnding(chapter, lived);
  chapter('nothing of all this called for a person at the hub', async () => {
    expect(lived().hub.errorLines()).toEqual([]);
  });
});
