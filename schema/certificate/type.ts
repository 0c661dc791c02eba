import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type {
  CertificateFeedView,
  CertificateLinkView,
  CertificateVersionView,
  CertificateView,
} from '../../src/app/views';
import type { FeedWishView } from '../../src/app/forwarding/wish-views';
import { InstitutionName } from '../batch/type';
import { Text } from '../text/type';
import { CertificateStates, UnwantedReasons, VersionKinds } from './codes';

@ObjectType({ description: '换发链上的一个编号 / One number of a chain of re-issues', simpleResolvers: true })
export class CertificateLink implements CertificateLinkView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => CertificateStates, { description: '状态 / State' })
  readonly state: string;
}

@ObjectType({ description: '证书的一个版本 / One version of a certificate', simpleResolvers: true })
export class CertificateVersion implements CertificateVersionView {
  @Field(() => Int, { description: '版本号 / Version' })
  readonly version: number;
  @Field(() => VersionKinds, { description: '类型 / Kind' })
  readonly kind: string;
  @Field(() => ID, { description: '来源批次 / Batch it came with' })
  readonly batchId: string;
  @Field(() => Int, { description: '来源行 / Line of that batch' })
  readonly line: number;
  @Field(() => GraphQLISODateTime, { description: '形成时刻 / Made at' })
  readonly createdAt: Date;
}

@ObjectType({ description: '一个版本在一个上级接收方的报送与答复 / One version at one feed', simpleResolvers: true })
export class CertificateFeed implements CertificateFeedView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Int, { description: '版本号 / Version' })
  readonly version: number;
  @Field(() => ID, { description: '报送编号 / Delivery' })
  readonly deliveryId: string;
  @Field(() => String, { description: '报送状态 / State of the delivery' })
  readonly deliveryState: string;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '对方收到时刻 / Taken at' })
  readonly sentAt: Date | null;
  @Field(() => String, { description: '答复:PENDING、ACCEPTED、REFUSED / Acknowledgement' })
  readonly state: string;
  @Field(() => String, { nullable: true, description: '拒绝代码 / Code of a refusal' })
  readonly code: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '答复时刻 / Answered at' })
  readonly answeredAt: Date | null;
}

@ObjectType({
  description: '一个上级接收方是否需要该证书,及原因 / Whether one feed wants the certificate, and why not',
  simpleResolvers: true,
})
export class FeedWish implements FeedWishView {
  @Field(() => String, { description: '接收方 / Feed' })
  readonly feed: string;
  @Field(() => Text, { description: '接收方名称 / What it is called' })
  readonly title: Text;
  @Field(() => Boolean, { description: '是否需要 / Whether it wants the certificate as it is now' })
  readonly wanted: boolean;
  @Field(() => UnwantedReasons, { nullable: true, description: '不需要的原因代码 / Why not' })
  readonly reason: FeedWishView['reason'];
  @Field(() => Text, { nullable: true, description: '不需要的原因 / Why not, in words' })
  readonly reasonText: Text | null;
  @Field(() => Int, {
    nullable: true,
    description:
      '已安排报送的最新版本;已有该编号的接收方也会收到其变更 / Newest version put into a parcel for it, wanted or not',
  })
  readonly version: number | null;
  @Field(() => String, {
    nullable: true,
    description: '该版本的答复:PENDING、ACCEPTED、REFUSED / Its acknowledgement',
  })
  readonly state: FeedWishView['state'];
}

@ObjectType({
  description: '证书的认可事实,个人信息已脱敏 / The accepted truth about one number; personal data masked',
  simpleResolvers: true,
})
export class Certificate implements CertificateView {
  @Field(() => ID, { description: '证书编号 / Certificate number' })
  readonly certificateNo: string;
  @Field(() => CertificateStates, { description: '状态 / State' })
  readonly state: string;
  @Field(() => Int, { description: '当前版本 / Present version' })
  readonly version: number;
  @Field(() => InstitutionName, { description: '评价机构,现名称 / Institution, as it is called today' })
  readonly institution: InstitutionName;
  @Field(() => String, {
    nullable: true,
    description: '证书所载评价机构名称 / Name of the institution as the certificate says it',
  })
  readonly institutionName: string | null;
  @Field(() => String, { description: '所属区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { description: '站点编码 / Site code' })
  readonly siteCode: string;
  @Field(() => String, { nullable: true, description: '姓名(脱敏) / Name, masked' })
  readonly name: string | null;
  @Field(() => String, { nullable: true, description: '证件号码(脱敏) / Document number, masked' })
  readonly idNumber: string | null;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { description: '职业名称 / Occupation name' })
  readonly occupationName: string;
  @Field(() => String, { description: '工种 / Work type' })
  readonly workType: string;
  @Field(() => String, { description: '职业技能等级 / Level' })
  readonly level: string;
  @Field(() => String, { description: '考试日期 / Exam date' })
  readonly examDate: string;
  @Field(() => String, { description: '发证日期 / Issue date' })
  readonly issuedOn: string;
  @Field(() => GraphQLISODateTime, { description: '审定时刻 / Approved at' })
  readonly approvedAt: Date;
  @Field(() => ID, { nullable: true, description: '所取代的证书编号 / The number in whose place it was issued' })
  readonly replaces: string | null;
  @Field(() => ID, { nullable: true, description: '取代本编号的证书编号 / The number that was issued in its place' })
  readonly replacedBy: string | null;
  @Field(() => [CertificateLink], {
    description:
      '换发链,最早的在前,含本编号 / The numbers through all re-issues, the first one first, this one among them',
  })
  readonly chain: readonly CertificateLink[];
  @Field(() => [CertificateVersion], { description: '各版本 / Versions' })
  readonly versions: readonly CertificateVersion[];
  @Field(() => [CertificateFeed], { description: '向上报送与答复 / Deliveries and acknowledgements' })
  readonly feeds: readonly CertificateFeed[];
  @Field(() => [FeedWish], { description: '各上级接收方是否需要该证书 / Which feeds want it, and why one does not' })
  readonly wishes: readonly FeedWish[];
}
