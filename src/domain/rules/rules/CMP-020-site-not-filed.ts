import { fujian, innerMongolia, sichuan } from '../documents';
import { defineExamRule } from '../rule';
import { siteFault } from '../site-state';

export const siteNotFiled = defineExamRule({
  code: 'CMP-020',
  dimension: 'compliance',
  severity: 'error',
  title: { zh: '站点未备案或超出辖区', en: 'Site not filed or outside its area' },
  about: {
    zh: '站点编码在考试日期没有备案，该职业的备案不含该站点，或站点在机构可开展认定的区域之外时提出。',
    en: 'Speaks when the site is not filed on the exam date, the filing of the occupation does not name it, or it lies outside the area where the institution may work.',
  },
  mend: {
    zh: '核对站点编码；站点变更先办理备案。在未备案地点举行的考试不能报送发证，如实联系备案部门。',
    en: 'Check the site code; have a change of site filed before you use it. An exam at a place that is not filed cannot lead to certificates: report it to the authority that filed you.',
  },
  basis: [
    sichuan('六(三)'),
    sichuan('七(四)'),
    innerMongolia('第十二条'),
    fujian('第三至四条'),
    fujian('第十五条'),
    fujian('第二十二条(二)'),
    fujian('第二十七条'),
  ],
  parameters: [],
  check: siteFault,
});
