import { codeType } from '../codes';

export const ReviewSteps = codeType('ReviewStep', '审核环节 / Step of the review', [
  { code: 'CITY', zh: '市州初审' },
  { code: 'PROVINCE', zh: '省级终审' },
]);
