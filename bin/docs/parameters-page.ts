/** docs/parameters.md: every parameter of the packs, with its value, clause and note in each pack, and the grants. */
import type { Pack } from '../../src/domain/packs/pack';
import { packName } from '../../src/domain/packs/pack';
import type { ParameterName } from '../../src/domain/packs/parameters';
import { PARAMETER_NAMES, PARAMETERS } from '../../src/domain/packs/parameter-shapes';
import { anchor, code, link, page, table, writtenFrom } from './markdown';
import { noteLines, packLabel, termOf, valuesOf, valueText } from './pack-values';
import type { DocsWorld } from './world';

function section(name: ParameterName, { rules, packs }: DocsWorld): readonly string[] {
  const { label } = PARAMETERS[name];
  const readers = rules.filter(({ parameters }) => parameters.includes(name));
  const rows = valuesOf(packs, name).map(({ pack, parameter, grant }) => [
    packLabel(pack),
    termOf(pack),
    valueText(parameter.value),
    parameter.basis.join('<br>'),
    [
      ...noteLines(parameter.note),
      ...(grant === undefined ? [] : [`许可放宽 granted: ${grant.basis.join('; ')}`]),
    ].join('<br>'),
  ]);
  return [
    `## ${anchor(name.toLowerCase())}${name}`,
    '',
    `${label.zh}。 ${label.en.charAt(0).toUpperCase()}${label.en.slice(1)}.`,
    '',
    readers.length === 0
      ? '没有规则读取。 Read by no rule.'
      : `规则 Rules: ${readers.map((rule) => link(rule.code, `rules/${rule.code}.md`)).join(' ')}`,
    '',
    ...table(['规则包 pack', '考试日期 exam dates', '值 value', '依据 clause', '说明 note'], rows),
  ];
}

const packRow = (pack: Pack): readonly string[] => [
  code(packName(pack)),
  `${pack.title.zh} ${pack.title.en}`,
  pack.region,
  pack.base ?? '',
  termOf(pack),
];

const grantRows = (packs: readonly Pack[]): readonly (readonly string[])[] =>
  packs.flatMap((pack) =>
    pack.grants.map(({ of, basis, reason }) => [
      code(packName(pack)),
      of,
      basis.join('<br>'),
      `${reason.zh} ${reason.en}`,
    ]),
  );

export const parametersPage = (world: DocsWorld): string =>
  page(
    writtenFrom('packs and src/domain/packs/parameter-shapes.ts'),
    '# 规则包参数 · Parameters of the packs',
    `规则包按考试日期适用：国家包为底，省、市包在其上只能收紧；放宽须有许可（grant），在此列明。没有写出的值沿用上一级。`,
    `A pack governs exam dates. The nation's is the base, provinces and cities may only tighten; asking for less takes a grant, and
every grant is shown here. A pack that names no value takes it from the pack above.`,
    [
      '## 规则包 · Packs',
      '',
      ...table(
        ['规则包 pack', '地区 jurisdiction', '区划 region', '上级包 base', '考试日期 exam dates'],
        world.packs.map(packRow),
      ),
    ],
    [
      '## 许可放宽 · Grants',
      '',
      ...(grantRows(world.packs).length === 0
        ? ['没有。 None.']
        : table(['规则包 pack', '参数或规则 of', '依据 clause', '理由 reason'], grantRows(world.packs))),
    ],
    ...PARAMETER_NAMES.map((name) => section(name, world)),
  );
