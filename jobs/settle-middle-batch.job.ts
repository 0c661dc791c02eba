import { settleMiddleBatch } from '../src/app/settlement-turns';
import { defineJob } from './define-job';
import { SETTLING } from './settling';

/** Some ten thousand records, while a larger batch takes most of the machine. */
export const settleMiddleBatchJob = defineJob({ ...SETTLING, name: 'settle-middle-batch', run: settleMiddleBatch });
