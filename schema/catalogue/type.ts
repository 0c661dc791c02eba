import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type {
  CatalogueChangeView,
  CatalogueCounts as Counts,
  CatalogueDraftState,
  CatalogueDraftView,
} from '../../src/app/registry/catalogue-ports';
import { CATALOGUE_DRAFT_STATES } from '../../src/app/registry/catalogue-ports';
import type { CatalogueChangeKind } from '../../src/domain/registry/catalogue-difference';
import { codeType } from '../codes';
import { pageType } from '../page';
import { resultOf } from '../refusal/type';

export const CatalogueKinds = codeType('CatalogueKind', '目录文件的种类 / What a file of occupations is', [
  { code: 'EDITION', zh: '完整版本' },
  { code: 'SUPPLEMENT', zh: '新职业增补' },
]);
export const CatalogueChangeKinds = codeType(
  'CatalogueChangeKind',
  '目录变化的种类 / Kind of change of an occupation',
  [
    { code: 'ADDED', zh: '新增' },
    { code: 'REMOVED', zh: '删除' },
    { code: 'RENAMED', zh: '更名' },
    { code: 'WORK_TYPES', zh: '工种变化' },
  ],
);
const DRAFT_STATES_ZH = { DRAFT: '待应用', APPLIED: '已应用' } as const satisfies Record<CatalogueDraftState, string>;
const CatalogueDraftStates = codeType(
  'CatalogueDraftState',
  '目录草案状态 / State of a draft',
  CATALOGUE_DRAFT_STATES.map((code) => ({ code, zh: DRAFT_STATES_ZH[code] })),
);

@ObjectType({ description: '差异报告的计数 / The report in figures', simpleResolvers: true })
export class CatalogueCounts implements Counts {
  @Field(() => Int, { description: '文件中的职业数 / Occupations in the file' })
  readonly occupations: number;
  @Field(() => Int, { description: '新增 / Added' })
  readonly added: number;
  @Field(() => Int, { description: '删除 / Removed' })
  readonly removed: number;
  @Field(() => Int, { description: '更名 / Renamed' })
  readonly renamed: number;
  @Field(() => Int, { description: '工种变化 / With other work types' })
  readonly workTypes: number;
  @Field(() => Int, { description: '涉及被删职业的有效备案 / Filings in force that name a removed code' })
  readonly filingsRemoved: number;
  @Field(() => Int, { description: '涉及更名职业的有效备案 / Filings in force that name a renamed code' })
  readonly filingsRenamed: number;
  @Field(() => [ID], { description: '于前一日结束的版本 / Editions that end the day before' })
  readonly ending: readonly string[];
}

@ObjectType({ description: '待应用的职业目录 / A draft of the catalogue with its report', simpleResolvers: true })
export class CatalogueDraft implements CatalogueDraftView {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => ID, { description: '版本 / Edition' })
  readonly edition: string;
  @Field(() => ID, {
    nullable: true,
    description: '所增补的版本,空为完整版本 / The edition it adds to; null for an edition',
  })
  readonly supplementTo: string | null;
  @Field(() => String, { description: '起始日(含) / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '截止日(含),空为未定 / Last day; null is open' })
  readonly to: string | null;
  @Field(() => [String], { description: '发布文件 / Documents that ordain it' })
  readonly basis: readonly string[];
  @Field(() => String, {
    description: '差异报告摘要,应用时须提供 / Digest of the report, asked for when it is applied',
  })
  readonly digest: string;
  @Field(() => CatalogueCounts, { description: '计数 / Figures' })
  readonly counts: CatalogueCounts;
  @Field(() => CatalogueDraftStates, { description: '状态 / State' })
  readonly state: CatalogueDraftState;
  @Field(() => String, { description: '导入人 / Who drafted it' })
  readonly draftedBy: string;
  @Field(() => GraphQLISODateTime, { description: '导入时刻 / When' })
  readonly draftedAt: Date;
  @Field(() => String, { nullable: true, description: '应用人 / Who applied it' })
  readonly appliedBy: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: '应用时刻 / When it was applied' })
  readonly appliedAt: Date | null;
}

@ObjectType({ description: '一个职业的变化 / What changes of one occupation', simpleResolvers: true })
export class CatalogueChange implements CatalogueChangeView {
  @Field(() => ID, { description: '职业编码 / Occupation code' })
  readonly code: string;
  @Field(() => CatalogueChangeKinds, { description: '种类 / Kind' })
  readonly kind: CatalogueChangeKind;
  @Field(() => String, { nullable: true, description: '原名称 / Name before' })
  readonly nameBefore: string | null;
  @Field(() => String, { nullable: true, description: '新名称 / Name after' })
  readonly nameAfter: string | null;
  @Field(() => [String], { description: '原工种 / Work types before' })
  readonly workTypesBefore: readonly string[];
  @Field(() => [String], { description: '新工种 / Work types after' })
  readonly workTypesAfter: readonly string[];
  @Field(() => Int, { description: '起始日有效的相关备案 / Filings of the code in force on the first day' })
  readonly filings: number;
}
export const CatalogueChangePage = pageType('CatalogueChangePage', CatalogueChange);

@ObjectType({
  description: '目录草案已保存,尚未生效 / The draft is stored; nothing of it holds yet',
  simpleResolvers: true,
})
export class CatalogueDrafted {
  @Field(() => CatalogueDraft, { description: '草案与差异报告 / The draft with its report' })
  readonly draft: CatalogueDraft;
}
export const DraftCatalogueResult = resultOf(
  'DraftCatalogueResult',
  CatalogueDrafted,
  '导入目录的结果 / Answer to draftCatalogue',
);

@ObjectType({ description: '目录已应用 / The edition is in the registry', simpleResolvers: true })
export class CatalogueApplied {
  @Field(() => ID, { description: '草案编号 / Draft' })
  readonly draftId: string;
  @Field(() => ID, { description: '版本 / Edition' })
  readonly edition: string;
  @Field(() => GraphQLISODateTime, { description: '应用时刻 / When' })
  readonly appliedAt: Date;
  @Field(() => Boolean, { description: '是否为重复请求 / Whether this had been said before' })
  readonly repeated: boolean;
}
export const ApplyCatalogueResult = resultOf(
  'ApplyCatalogueResult',
  CatalogueApplied,
  '应用目录的结果 / Answer to applyCatalogue',
);
