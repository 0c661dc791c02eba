import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { GraphQLJSON } from 'graphql-scalars';
import type { PackVersionView } from '../../src/app/pack-views';
import type {
  PackInForce as PackInForceView,
  PacksInForce as PacksInForceView,
} from '../../src/app/packs/packs-in-force';
import type { PackSource, PackState, PublicPackKey } from '../../src/app/packs/pack-ports';
import type { Grant, Pack } from '../../src/domain/packs/pack';
import type { EffectiveValue } from '../../src/domain/publishing/effective-values';
import { codeType } from '../codes';
import { pageType, PartOfList } from '../page';
import { Text } from '../text/type';

const PackStates = codeType('PackState', '规则包状态 / State of a pack', [
  { code: 'DRAFT', zh: '草案' },
  { code: 'APPROVED', zh: '已审定' },
  { code: 'WITHDRAWN', zh: '已撤回' },
]);
const PackSources = codeType('PackSource', '规则包来源 / Where a pack comes from', [
  { code: 'RELEASE', zh: '随软件发布' },
  { code: 'PUBLISHED', zh: '经平台发布' },
]);
const ValueKinds = codeType('PackValueKind', '规则包条目类型 / What an entry of a pack is', [
  { code: 'PARAMETER', zh: '参数' },
  { code: 'RULE', zh: '规则开关' },
]);
export { ValueKinds };

@ObjectType({ description: '一个规则包版本 / One version of a pack, as this hub knows it', simpleResolvers: true })
export class PackVersion implements PackVersionView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => String, { description: '名称,如 sichuan@2021-06-16 / Name' })
  readonly name: string;
  @Field(() => String, { description: '地区名称 / Jurisdiction' })
  readonly jurisdiction: string;
  @Field(() => String, { description: '版本日期 / Version' })
  readonly version: string;
  @Field(() => Text, { description: '标题 / Title' })
  readonly title: Text;
  @Field(() => String, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '适用的首个考试日期 / First exam date that it governs' })
  readonly from: string;
  @Field(() => String, {
    nullable: true,
    description: '包内写明的最后考试日期 / Last exam date as the pack itself says it',
  })
  readonly to: string | null;
  @Field(() => PackSources, { description: '来源 / Source' })
  readonly source: PackSource;
  @Field(() => PackStates, { description: '状态 / State' })
  readonly state: PackState;
  @Field(() => GraphQLJSON, { description: '内容,格式见 docs/packs.md / Content, format in docs/packs.md' })
  readonly content: Pack;
  @Field(() => String, { description: '规范化 JSON 的 SHA-256 / SHA-256 of the canonical JSON' })
  readonly digest: string;
  @Field(() => String, { description: '起草人(客户端) / Client that drafted it' })
  readonly draftedBy: string;
  @Field(() => GraphQLISODateTime, { description: '起草时刻 / Drafted at' })
  readonly draftedAt: Date;
  @Field(() => String, { nullable: true, description: '审定人(客户端) / Client that approved it' })
  readonly approvedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '审定时刻 / Approved at' })
  readonly approvedAt: Date | null;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      '生效时刻:此后封存的批次按其检查;随软件发布的为首次见到的时刻 / ' +
      'Batches sealed from then on are judged by it; of a pack of the release, when this hub first saw it',
  })
  readonly activeFrom: Date | null;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: '不再随软件发布的时刻 / When a release without it was first started',
  })
  readonly retiredAt: Date | null;
  @Field(() => String, { nullable: true, description: '撤回人(客户端) / Client that withdrew it' })
  readonly withdrawnBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '撤回时刻 / Withdrawn at' })
  readonly withdrawnAt: Date | null;
  @Field(() => String, {
    nullable: true,
    description:
      '对 {activeFrom, pack} 规范化 JSON 的 Ed25519 签名,base64 / Ed25519 over the canonical JSON of {activeFrom, pack}',
  })
  readonly signature: string | null;
  @Field(() => String, { nullable: true, description: '签名密钥编号,见 packKeys / Key, see packKeys' })
  readonly keyId: string | null;
}
export const PackVersionPage = pageType('PackVersionPage', PackVersion);

@ObjectType({
  description: '验证规则包签名的公钥 / Public key that verifies signatures of packs',
  simpleResolvers: true,
})
export class PackKey implements PublicPackKey {
  @Field(() => String, { description: '密钥编号 / Key id' })
  readonly keyId: string;
  @Field(() => String, { description: '算法 / Algorithm' })
  readonly algorithm: 'ED25519';
  @Field(() => String, { description: 'SPKI,base64 / SubjectPublicKeyInfo, base64' })
  readonly publicKey: string;
}

@ObjectType('PackGrant', {
  description: '放宽及其依据 / What is loosened, and by which document',
  simpleResolvers: true,
})
export class PackGrant {
  @Field(() => String, { description: '参数名或规则代码 / Parameter or rule' })
  readonly of: string;
  @Field(() => [String], { description: '依据 / Basis' })
  readonly basis: readonly string[];
  @Field(() => Text, { description: '理由 / Reason' })
  readonly reason: Text;
  @Field(() => String, { nullable: true, description: '所在规则包 / Pack that grants it' })
  readonly pack?: string | null;
}

@ObjectType({ description: '适用于某考试日期的规则包 / A pack that governs the exam date', simpleResolvers: true })
export class PackInForce implements PackInForceView {
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => Text, { description: '标题 / Title' })
  readonly title: Text;
  @Field(() => String, { description: '区划 / Region' })
  readonly region: string;
  @Field(() => String, { description: '适用的首个考试日期 / First exam date' })
  readonly from: string;
  @Field(() => String, {
    nullable: true,
    description: '包内写明的最后考试日期 / Last exam date as the pack itself says it',
  })
  readonly to: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      '实际的最后考试日期:后继规则包首日的前一天 / Last exam date as it holds: the day before its successor begins',
  })
  readonly endsOn: string | null;
  @Field(() => String, { nullable: true, description: '使其终止的后继规则包 / The successor that ends it' })
  readonly endedBy: string | null;
  @Field(() => String, { description: '规范化 JSON 的 SHA-256 / SHA-256 of the canonical JSON' })
  readonly digest: string;
}

@ObjectType({ description: '一个生效值及其出处 / One value in force, and where it comes from', simpleResolvers: true })
export class PackValue implements EffectiveValue {
  @Field(() => ValueKinds, { description: '类型 / Kind' })
  readonly kind: EffectiveValue['kind'];
  @Field(() => String, { description: '参数名或规则代码 / Parameter or rule' })
  readonly name: string;
  @Field(() => GraphQLJSON, { nullable: true, description: '值 / Value' })
  readonly value: unknown;
  @Field(() => String, { description: '所在规则包 / Pack that says it' })
  readonly pack: string;
  @Field(() => [String], { description: '依据:文件与条款 / Document and article' })
  readonly basis: readonly string[];
  @Field(() => Text, { nullable: true, description: '说明 / Note' })
  readonly note: Text | null;
  @Field(() => Boolean, { description: '是否为经授权的放宽 / Whether a grant lets it ask for less' })
  readonly granted: boolean;
}

@ObjectType({
  description: '某区划某考试日期适用的规则包与各值 / What governs a region on an exam date',
  simpleResolvers: true,
})
export class PacksInForce extends PartOfList implements PacksInForceView {
  @Field(() => [PackInForce], {
    description: '自国家至市州;当时无规则包则为空 / From the nation down; empty when none was known',
  })
  readonly packs: readonly PackInForce[];
  @Field(() => [PackGrant], { description: '放宽 / Grants' })
  readonly grants: readonly (Grant & { readonly pack: string })[];
  @Field(() => String, { nullable: true, description: '各包合并的 SHA-256 / SHA-256 over the packs in their order' })
  readonly digest: string | null;
  @Field(() => [PackValue], { description: '本页各值 / Values of this page' })
  readonly items: readonly PackValue[];
}
