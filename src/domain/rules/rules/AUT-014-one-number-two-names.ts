import { DATA_DUTY } from '../documents';
import { defineHubRule, fault } from '../rule';

const OTHER_NAME = fault('/name', {
  zh: '该证件号在枢纽内另有不同姓名；请核对，确系更名或录入差异的说明理由。',
  en: 'The hub knows this document number under another name; mend it, or declare the reason, such as a change of name.',
});

export const oneNumberTwoNames = defineHubRule({
  code: 'AUT-014',
  dimension: 'authenticity',
  severity: 'confirm',
  title: { zh: '同证件号不同姓名', en: 'One ID number; two names' },
  about: {
    zh: '同一证件类型和号码在本批次或其他批次（未被退回）的记录中用了不同的姓名。同一补报链上的批次不相互比较。',
    en: 'The same document type and number stand in this batch or another one, in a record that was not returned, under another name. Batches that mend each other are not compared.',
  },
  mend: {
    zh: '与证件原件核对姓名和号码；确系更名、生僻字或译名差异的，说明理由。',
    en: 'Compare name and number with the document; where the name changed or is spelled in two ways, declare that as the reason.',
  },
  basis: [DATA_DUTY],
  parameters: [],
  check: (_claim, { hasOtherName }) => (hasOtherName ? OTHER_NAME : undefined),
});
