import { Field, ID, InputType, Int } from 'type-graphql';
import type { BatchHeader, Declaration, Manifest } from '../../src/domain/intake/header';
import type { Acceptance } from '../../src/domain/decision/acceptance';
import { Acceptances } from '../batch/acceptance';
import { codeType } from '../codes';
import { PreflightManifest } from './preflight';

const DigestAlgorithms = codeType('DigestAlgorithm', '摘要算法 / Digest algorithm', ['SHA256', 'SM3']);

@InputType({ description: '对需确认问题的说明 / A reason for a finding that asks for confirmation' })
export class DeclarationInput implements Declaration {
  @Field(() => String, {
    nullable: true,
    description:
      '记录规范化 JSON 的 SHA-256;与行号二选一,均不填为整批 / SHA-256 of the record; or line; or neither for the whole batch',
  })
  readonly recordDigest?: string | null;
  @Field(() => Int, { nullable: true, description: '批次行号,从 1 起 / 1-based line of the batch' })
  readonly line?: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly rule: string;
  @Field(() => String, { description: '理由 / Reason' })
  readonly reason: string;
}

@InputType({ description: '批次表头 / Batch header' })
export class BatchHeaderInput implements BatchHeader {
  @Field(() => String, { description: '认定计划编号 / Number of the plan' })
  readonly planNo: string;
  @Field(() => String, { description: '机构自编批次号,永久唯一 / The institution’s own number, unique for ever' })
  readonly clientBatchNo: string;
  @Field(() => String, { description: '公示起始日 YYYY-MM-DD / First day of the public notice' })
  readonly noticeFrom: string;
  @Field(() => String, { description: '公示截止日 YYYY-MM-DD / Last day of the public notice' })
  readonly noticeTo: string;
  @Field(() => String, { nullable: true, description: '结果审定日 YYYY-MM-DD / Day the results were approved' })
  readonly resultsApprovedOn?: string | null;
  @Field(() => ID, { nullable: true, description: '更正的原批次 / The batch that this one mends' })
  readonly resubmissionOf?: string | null;
  @Field(() => [DeclarationInput], { nullable: true, description: '说明 / Declarations' })
  readonly declarations?: DeclarationInput[] | null;
  @Field(() => Acceptances, {
    nullable: true,
    description: '接收方式,默认 PARTIAL / How the batch is to be taken, PARTIAL by default',
  })
  readonly acceptance?: Acceptance | null;
}

@InputType({ description: '封存清单 / What was sent, said when the upload is sealed' })
export class ManifestInput implements Manifest {
  @Field(() => Int, { description: '分块数 / Chunks' })
  readonly chunks: number;
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => String, { description: '全部内容的摘要,十六进制 / Hex digest over all bytes of all chunks' })
  readonly digest: string;
  @Field(() => DigestAlgorithms, { nullable: true, description: '算法,默认 SHA256 / Algorithm, SHA256 by default' })
  readonly algorithm?: 'SHA256' | 'SM3' | null;
  @Field(() => String, {
    nullable: true,
    description: '签名(Base64),见 docs/signatures.md / Signature in Base64, see docs/signatures.md',
  })
  readonly signature?: string | null;
  @Field(() => String, { nullable: true, description: '签名密钥编号 / Id of the signing key' })
  readonly keyId?: string | null;
  @Field(() => PreflightManifest, { nullable: true, description: '预检清单 / Pre-flight manifest' })
  readonly preflight?: PreflightManifest | null;
}
