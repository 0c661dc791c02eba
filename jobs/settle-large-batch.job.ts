import { settleLargeBatch } from '../src/app/settlement-turns';
import { defineJob } from './define-job';
import { SETTLING } from './settling';

/** A batch of a million records: beside the smaller ones, never instead of them. It waits for PostgreSQL most of its time. */
export const settleLargeBatchJob = defineJob({ ...SETTLING, name: 'settle-large-batch', run: settleLargeBatch });
