import { resultOf } from '../refusal/type';
import { ApplicationStanding } from './type';

export const OpenApplicationResult = resultOf(
  'OpenApplicationResult',
  ApplicationStanding,
  '登记申请的结果 / Answer to openApplication',
);
export const SaveApplicationResult = resultOf(
  'SaveApplicationResult',
  ApplicationStanding,
  '保存申请的结果 / Answer to saveApplication',
);
export const SubmitApplicationResult = resultOf(
  'SubmitApplicationResult',
  ApplicationStanding,
  '提交申请的结果 / Answer to submitApplication',
);
export const WithdrawApplicationResult = resultOf(
  'WithdrawApplicationResult',
  ApplicationStanding,
  '撤回申请的结果 / Answer to withdrawApplication',
);
export const PassApplicationStepResult = resultOf(
  'PassApplicationStepResult',
  ApplicationStanding,
  '通过环节的结果 / Answer to passApplicationStep',
);
export const ReturnApplicationResult = resultOf(
  'ReturnApplicationResult',
  ApplicationStanding,
  '退回申请的结果 / Answer to returnApplication',
);
export const RefuseApplicationResult = resultOf(
  'RefuseApplicationResult',
  ApplicationStanding,
  '不予核准的结果 / Answer to refuseApplication',
);
