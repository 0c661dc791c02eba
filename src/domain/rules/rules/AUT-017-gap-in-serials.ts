import type { SerialRuns } from '../batch-facts';
import { fujian } from '../documents';
import { NAMED_MAX } from '../name-some';
import type { Fault } from '../rule';
import { defineBatchRule, fault } from '../rule';

interface Gap {
  readonly series: string;
  readonly from: number;
  readonly to: number;
}

const SERIAL_DIGITS = 6;
const serial = (value: number): string => String(value).padStart(SERIAL_DIGITS, '0');
const textOf = ({ series, from, to }: Gap): string => `${series} ${serial(from)}-${serial(to)}`;

const gapsWithin = ({ series, runs }: SerialRuns): readonly Gap[] =>
  runs.slice(1).map(([from], index) => ({ series, from: (runs[index]?.[1] ?? from) + 1, to: from - 1 }));

/** Between the highest serial that the hub knows below the batch and the lowest of the batch. */
function gapBefore({ series, runs }: SerialRuns, highest: number | undefined): readonly Gap[] {
  const lowest = runs[0]?.[0];
  if (lowest === undefined || highest === undefined || highest + 1 >= lowest) return [];
  return [{ series, from: highest + 1, to: lowest - 1 }];
}

function faultOf(gaps: readonly Gap[]): Fault | undefined {
  if (gaps.length === 0) return undefined;
  const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const more = gaps.length - NAMED_MAX;
  const unnamed =
    more > 0
      ? { zh: `此处列出前 ${NAMED_MAX} 处，另有 ${more} 处。`, en: ` ${more} further gaps are not listed.` }
      : { zh: '', en: '' };
  return fault(
    '',
    {
      zh: `证书序列有 ${gaps.length} 处断号，共缺 ${missing} 个。${unnamed.zh}`,
      en: `The certificate serials leave ${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}, ${missing} serials in all.${unnamed.en}`,
    },
    { expected: gaps.slice(0, NAMED_MAX).map(textOf) },
  );
}

/** A batch that mends another holds only what came back, so that its serials have gaps by nature. */
export const gapInSerials = defineBatchRule({
  code: 'AUT-017',
  dimension: 'authenticity',
  severity: 'signal',
  title: { zh: '证书序列断号', en: 'Gap in certificate serials' },
  about: {
    zh: '同一站点、年份、等级的序列码在本批次内不连续，或与枢纽已知的最大序列码（小于本批次最小值者）之间有空缺。补报批次不检查。expected 列出缺少的号段。',
    en: 'Serials of one site, year and level leave a gap inside the batch, or between the highest serial that the hub knows below the batch and the lowest of the batch. A resubmission is not judged. `expected` lists the missing serials.',
  },
  mend: {
    zh: '核对缺号是作废、另批上报还是漏报，漏报的补报；仅提示监管部门，不影响结论。',
    en: 'Find out whether the missing numbers were spoilt, sent in another batch or forgotten, and send what was forgotten. The finding is for the regulator and holds nothing up.',
  },
  basis: [fujian('第二十三条(四)')],
  parameters: [],
  judgesBy: 'BOTH',
  check: ({ serials }, { batch, hub }) => {
    if (batch.header.resubmissionOf) return undefined;
    return faultOf(
      serials.flatMap((each) =>
        hub === undefined ? gapsWithin(each) : gapBefore(each, hub.highestSerials.get(each.series)),
      ),
    );
  },
});
