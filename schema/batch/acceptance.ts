import { codeType } from '../codes';

export const Acceptances = codeType('Acceptance', '批次的接收方式 / How a batch is to be taken', [
  { code: 'PARTIAL', zh: '部分接收:合格记录继续,不合格记录退回' },
  { code: 'ALL_OR_NOTHING', zh: '整批接收:有一条未通过即整批退回' },
]);
