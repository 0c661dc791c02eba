/** Real regions (GB/T 2260) of a fictional registry: codes must be real, or the rules about codes could not be shown. */
import type { RegistryRegion, RegistryRegulator } from '../registry/document';

export const PROVINCE_REGION = '510000';
const NATION_REGION = '000000';

const CITIES: readonly (readonly [code: string, name: string, nameEn: string])[] = [
  ['510100', '成都市', 'Chengdu'],
  ['510300', '自贡市', 'Zigong'],
  ['510400', '攀枝花市', 'Panzhihua'],
  ['510500', '泸州市', 'Luzhou'],
  ['510600', '德阳市', 'Deyang'],
  ['510700', '绵阳市', 'Mianyang'],
  ['510800', '广元市', 'Guangyuan'],
  ['510900', '遂宁市', 'Suining'],
  ['511000', '内江市', 'Neijiang'],
  ['511100', '乐山市', 'Leshan'],
  ['511300', '南充市', 'Nanchong'],
  ['511400', '眉山市', 'Meishan'],
  ['511500', '宜宾市', 'Yibin'],
  ['511600', '广安市', "Guang'an"],
  ['511700', '达州市', 'Dazhou'],
  ['511800', '雅安市', "Ya'an"],
  ['511900', '巴中市', 'Bazhong'],
  ['512000', '资阳市', 'Ziyang'],
  ['513200', '阿坝藏族羌族自治州', 'Ngawa Tibetan and Qiang Autonomous Prefecture'],
  ['513300', '甘孜藏族自治州', 'Garzê Tibetan Autonomous Prefecture'],
  ['513400', '凉山彝族自治州', 'Liangshan Yi Autonomous Prefecture'],
];

export const CITY_CODES: readonly string[] = CITIES.map(([code]) => code);

export const SAMPLE_REGIONS: readonly RegistryRegion[] = [
  { code: NATION_REGION, name: '全国', nameEn: 'China', grade: 'NATION', parentCode: null },
  { code: PROVINCE_REGION, name: '四川省', nameEn: 'Sichuan', grade: 'PROVINCE', parentCode: NATION_REGION },
  ...CITIES.map(([code, name, nameEn]): RegistryRegion => ({
    code,
    name,
    nameEn,
    grade: 'CITY',
    parentCode: PROVINCE_REGION,
  })),
];

/** The word 样例 in every name: no such office exists. */
export const SAMPLE_REGULATORS: readonly RegistryRegulator[] = SAMPLE_REGIONS.map(({ code, name, grade }) => ({
  code: `R${code}`,
  name: `${name}技能评价监管中心（样例）`,
  regionCode: code,
  grade,
}));
