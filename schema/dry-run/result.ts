import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars';
import type { Preflight } from '../../src/domain/intake/preflight';
import type { BatchSummary } from '../../src/domain/rules/check-batch';
import type { Dimension, Finding, JsonPatch, Severity } from '../../src/domain/rules/rule';
import { BatchStates } from '../batch/type';
import { resultOf } from '../refusal/type';
import { Dimensions, Severities } from '../rule/type';
import { Text } from '../text/type';
import { PreflightManifest } from '../upload/preflight';

@ObjectType({ description: '试检发现的一个问题 / One finding of a dry run', simpleResolvers: true })
export class DryRunFinding implements Finding {
  @Field(() => Int, {
    nullable: true,
    description: '记录序号,从 1 起;空为整批 / 1-based record; null for the whole batch',
  })
  readonly line: number | null;
  @Field(() => String, { description: '规则代码 / Rule code' })
  readonly code: string;
  @Field(() => Severities, { description: '严重程度 / Severity' })
  readonly severity: Severity;
  @Field(() => Dimensions, { description: '维度 / Dimension' })
  readonly dimension: Dimension;
  @Field(() => String, { description: '位置,JSON Pointer / Place, JSON Pointer' })
  readonly path: string;
  @Field(() => Text, { description: '说明 / Message' })
  readonly message: Text;
  @Field(() => [String], { nullable: true, description: '允许值或应有值 / Allowed set or expected value' })
  readonly expected: readonly string[] | null;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => GraphQLJSON, { nullable: true, description: '机械更正(JSON Patch) / Mechanical fix' })
  readonly fix: JsonPatch | null;
}

@ObjectType({ description: '试检汇总,字段与 certhub check 相同 / As certhub check says it', simpleResolvers: true })
export class DryRunSummary implements BatchSummary {
  @Field(() => Int, { description: '记录数 / Records' })
  readonly records: number;
  @Field(() => Int, { description: '通过 / Passed' })
  readonly passed: number;
  @Field(() => Int, { description: '待说明 / Held' })
  readonly held: number;
  @Field(() => Int, { description: '退回 / Returned' })
  readonly returned: number;
  @Field(() => GraphQLJSONObject, { description: '按规则代码计数 / Findings by rule code' })
  readonly findings: Readonly<Record<string, number>>;
  @Field(() => [String], { description: '须由系统判断、试检略过的规则 / Rules that only a sealed batch meets' })
  readonly skipped: readonly string[];
  @Field(() => String, { description: '规则包 / Packs' })
  readonly pack: string;
  @Field(() => String, { description: '规则包摘要 / Digest of the packs' })
  readonly packDigest: string;
  @Field(() => String, { description: '结论摘要 / Digest of all verdicts' })
  readonly verdictDigest: string;
  @Field(() => BatchStates, {
    nullable: true,
    description:
      '表头写明接收方式时:批次将送审或整批退回 / Where the header says how the batch is to be taken: whether it would go on',
  })
  readonly decision?: 'CITY_REVIEW' | 'RETURNED';
}

@ObjectType('DryRun', { description: '试检结果,未保存任何内容 / A dry run; nothing was stored', simpleResolvers: true })
export class DryRunAnswer {
  @Field(() => [DryRunFinding], {
    description:
      '全部问题,按记录排列,整批的在最后;不含仅供监管部门的提示 / All findings, those of the whole batch last; no signals',
  })
  readonly findings: readonly Finding[];
  @Field(() => Int, { description: '问题总数 / How many findings' })
  readonly findingsTotal: number;
  @Field(() => DryRunSummary, { description: '汇总 / Summary' })
  readonly summary: BatchSummary;
  @Field(() => String, { description: '参照快照摘要 / Digest of the reference snapshot' })
  readonly snapshotDigest: string;
  @Field(() => String, { description: '规则引擎版本 / Version of the rule engine' })
  readonly engineVersion: string;
  @Field(() => PreflightManifest, {
    description: '可随同一批记录报送的预检清单 / A pre-flight manifest for the same records',
  })
  readonly preflight: Preflight;
}

export const DryRunResult = resultOf('DryRunResult', DryRunAnswer, '试检的结果 / Answer to dryRun');
