/**
 * The life of an invented technician college under 湘人社函〔2020〕47号: filed for a year by city and province, a plan of level 3
 * that needs both, seven days of notice with an objection, certificates after it, a renewal, and a quiet year. Its first
 * winter crosses New Year 2026 and the make-up workday of Sunday 4 January.
 */
import { chapters } from '../kit/life/chapters';
import { tellFiling } from './hunan/filing';
import { type HunanLife, startHunanLife } from './hunan/life';
import { tellNotice } from './hunan/notice';
import { tellRenewal } from './hunan/renewal';
import { tellReview } from './hunan/review';

jest.setTimeout(60_000);
const START_LIMIT_MS = 120_000;

describe('a Hunan technician college', () => {
  let life: HunanLife | undefined;
  const lived = (): HunanLife => {
    if (life === undefined) throw new Error('The hub did not start.');
    return life;
  };
  beforeAll(async () => {
    life = await startHunanLife();
  }, START_LIMIT_MS);
  afterAll(() => life?.hub.stop(), START_LIMIT_MS);

  const chapter = chapters();
  tellFiling(chapter, lived);
  tellNotice(chapter, lived);
  tellReview(chapter, lived);
  tellRenewal(chapter, lived);
});
