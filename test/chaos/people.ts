/** Who works at the hub while it breaks: an exam system that sends, offices that approve. Each does again what was not answered. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiClient, getToken } from '../../bin/demo/api-client';
import { SAMPLE_MAIN_INSTITUTION } from '../../src/domain/sample/institutions';
import { LOAD_PLAN_HEADCOUNT } from '../../src/domain/sample/plans';
import { sampleLines } from '../../src/domain/sample/sample-batch';
import { sendFile } from '../kit/send-file';
import { STAGE_SEED, type Stage } from './stage';

const AGAIN_AFTER_MS = 250;
const TRIES_MAX = 1_200;
const LOOK_EVERY_MS = 200;
const FAULT_SHARE = 0.01;
/** Of one certificate; a record of the same person in another batch is no fault of these. */
const FAULTS = ['CMP-023', 'CPL-001', 'AUT-002', 'CMP-001'];

/** An answer, and not the hoped-for one: asking again would not change it. */
class Refused extends Error {}

/** Again until it is answered. */
export async function insist<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refused) throw error;
      if (tried === TRIES_MAX) throw new Error(`Nobody answered: ${what}.`, { cause: error });
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

interface Coded {
  readonly code?: string;
}

export interface ExamSystem {
  /** Sends batch `number` (from 0) and answers its id, however often that takes. */
  send(number: number): Promise<string>;
}

export function examSystem({ url, registry, clients }: Stage, recordsOfBatch: number): ExamSystem {
  const ask = apiClient(url, clients.institution);
  const planNo =
    registry.plans.find(
      ({ institutionCode, headcount }) =>
        institutionCode === SAMPLE_MAIN_INSTITUTION && headcount === LOAD_PLAN_HEADCOUNT,
    )?.planNo ?? '';
  const stream = async (uploadId: string, body: string): Promise<void> => {
    const { access_token: token } = await getToken(url, clients.institution);
    const response = await fetch(`${url}/uploads/${uploadId}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body,
    });
    await response.text();
    if (!response.ok && response.status !== 409) throw new Error(`The stream was answered ${response.status}.`);
  };
  return {
    send: async (number) => {
      const { header, lines } = sampleLines({
        registry,
        seed: STAGE_SEED,
        institutionCode: SAMPLE_MAIN_INSTITUTION,
        planNo,
        records: recordsOfBatch,
        startSerial: 1 + number * recordsOfBatch,
        faultShare: FAULT_SHARE,
        faults: FAULTS,
      });
      const body = [...lines].map(({ record }) => `${JSON.stringify(record)}\n`).join('');
      const digest = createHash('sha256').update(body).digest('hex');
      const opened = await insist('openUpload', () =>
        ask<{ openUpload: Coded & { uploadId?: string } }>(
          `mutation ($header: BatchHeaderInput!) { openUpload(header: $header) {
             ... on UploadOpened { uploadId } ... on Refusal { code } } }`,
          { header: { ...header, clientBatchNo: `chaos-${number}` } },
        ),
      );
      const { uploadId } = opened.openUpload;
      if (uploadId === undefined) throw new Refused(`The upload was refused: ${opened.openUpload.code ?? ''}.`);
      return insist('sealUpload', async () => {
        await stream(uploadId, body);
        const chunks = await chunksOf(ask, uploadId);
        const { sealUpload } = await ask<{ sealUpload: Coded & { batchId?: string } }>(
          `mutation ($uploadId: ID!, $manifest: ManifestInput!) { sealUpload(uploadId: $uploadId, manifest: $manifest) {
             ... on UploadSealed { batchId } ... on Refusal { code } } }`,
          { uploadId, manifest: { chunks, records: recordsOfBatch, digest } },
        );
        if (sealUpload.batchId === undefined) throw new Error(`The seal was refused: ${sealUpload.code ?? ''}.`);
        return sealUpload.batchId;
      });
    },
  };
}

type Ask = ReturnType<typeof apiClient>;

async function chunksOf(ask: Ask, uploadId: string): Promise<number> {
  const { upload } = await ask<{ upload: { receipts: readonly object[] } | null }>(
    `query ($id: ID!) { upload(id: $id) { receipts { chunkNo } } }`,
    { id: uploadId },
  );
  return upload?.receipts.length ?? 0;
}

export interface Offices {
  /** Approves whatever waits, until `stop`. */
  work(): Promise<void>;
  stop(): void;
  /** Recalls so many lines of a batch that was approved: one proposes, another confirms. */
  recall(batchId: string, lines: readonly number[]): Promise<void>;
}

export function offices({ url, clients, query }: Stage): Offices {
  const city = apiClient(url, clients.city);
  const province = apiClient(url, clients.province);
  const second = apiClient(url, clients.secondProvince);
  let isOpen = true;
  const approveAll = async (state: string, ask: Ask): Promise<void> => {
    const waiting = await query<{ id: string }>(`SELECT id FROM batch WHERE state = $1 ORDER BY sealed_at`, [state]);
    for (const { id } of isOpen ? waiting : []) {
      await ask(`mutation ($id: ID!) { approveBatch(batchId: $id) { ... on Refusal { code } } }`, { id }).catch(
        () => undefined,
      );
    }
  };
  return {
    work: async () => {
      while (isOpen) {
        await approveAll('CITY_REVIEW', city);
        await approveAll('PROVINCE_REVIEW', province);
        await sleep(LOOK_EVERY_MS);
      }
    },
    stop: () => {
      isOpen = false;
    },
    recall: async (batchId, lines) => {
      const file = await insist('the evidence', async () => {
        const { access_token: token } = await getToken(url, clients.province);
        return sendFile({ url }, `Bearer ${token}`, '错发说明.pdf', batchId);
      });
      const proposal = {
        scope: { batchId, lines },
        ground: 'ERROR',
        reason: '错发 Issued in error',
        basis: ['内人社办发〔2024〕53号 第四十四条'],
        evidence: [file],
      };
      const { recallId, digest } = await insist('proposeRecall', async () => {
        const { proposeRecall } = await province<{ proposeRecall: Coded & { recallId: string; digest: string } }>(
          `mutation ($scope: RecallScopeInput!, $ground: RecallGround!, $reason: String!, $basis: [String!]!, $evidence: [ID!]!) {
             proposeRecall(scope: $scope, ground: $ground, reason: $reason, basis: $basis, evidence: $evidence) {
               ... on RecallProposed { recallId digest } ... on Refusal { code } } }`,
          proposal,
        );
        if (proposeRecall.code !== undefined) throw new Refused(`The recall was refused: ${proposeRecall.code}.`);
        return proposeRecall;
      });
      await insist('confirmRecall', async () => {
        const { confirmRecall } = await second<{ confirmRecall: Coded }>(
          `mutation ($id: ID!, $digest: String!) { confirmRecall(recallId: $id, digest: $digest) { ... on Refusal { code } } }`,
          { id: recallId, digest },
        );
        if (confirmRecall.code !== undefined) throw new Refused(`Not confirmed: ${confirmRecall.code}.`);
      });
    },
  };
}
