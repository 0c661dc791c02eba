/** Nobody is told by the clauses of another province. */
import { basisFrom } from '../../../src/app/packs/basis-in';
import type { ParameterName } from '../../../src/domain/packs/parameters';
import { resolvePack } from '../../../src/domain/packs/resolve-pack';
import { samplePacks } from '../../kit/sample-record';

const NATIONAL = ['人社职司便函〔2020〕17号'];

test.each([
  ['150100', 'reviewWorkingDays', ['内人社办发〔2024〕53号 第四十条']],
  ['150100', 'resubmitWorkingDays', ['内人社办发〔2024〕53号 第四十条']],
  ['510100', 'reviewWorkingDays', NATIONAL],
  // The clause names no number of days, and who reviews first and last.
  ['430100', 'reviewWorkingDays', ['湘人社函〔2020〕47号 四(三)', '湘人社函〔2020〕47号 五(尾)']],
  ['430100', 'resubmitWorkingDays', NATIONAL],
  ['430100', 'renewalDays', NATIONAL],
  ['430100', 'inactiveMonths', ['湘人社函〔2020〕47号 五(六)', '湘人社函〔2020〕47号 五(尾)']],
  ['510100', 'inactiveMonths', NATIONAL],
  ['430100', 'provinceApprovalLevels', ['湘人社函〔2020〕47号 四(一)', '湘人社函〔2020〕47号 五(尾)']],
  // The nation's default is drawn from a clause of Hunan.
  ['510100', 'provinceApprovalLevels', NATIONAL],
  ['510100', 'planWorkingDays', NATIONAL],
  ['350100', 'measureOffices', ['闽劳鉴〔2023〕10号 第二十二条', '闽劳鉴〔2023〕10号 第二十三条']],
] as const satisfies readonly (readonly [string, ParameterName, readonly string[]])[])(
  'in %s decisions of %s are by %j',
  (regionCode, name, basis) => {
    expect(basisFrom(resolvePack(samplePacks(), regionCode, '2026-06-01'), name)).toEqual(basis);
  },
);
