import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { RegistryVersionView } from '../../src/app/registry/history-ports';
import { AS_OF_LIST_MAX, type RegistryAsOf as AsOf } from '../../src/app/registry/registry-as-of';
import type { StaffKind } from '../../src/domain/registry/document';
import type { FilingStanding } from '../../src/domain/registry/in-force';
import { codeType } from '../codes';
import { pageType } from '../page';
import { resultOf } from '../refusal/type';
import { StaffKinds } from '../registry/codes';
import { Filing, Institution, Site } from '../registry/type';

export const FilingStandings = codeType('FilingStanding', '备案在某日的状态 / How a filing stood on a day', [
  { code: 'IN_FORCE', zh: '有效' },
  { code: 'SUSPENDED', zh: '暂停' },
  { code: 'REVOKED', zh: '撤销' },
  { code: 'TERMINATED', zh: '终止' },
]);
export const HistoryNouns = codeType('HistoryNoun', '可查历史的登记种类 / What has a history that can be asked for', [
  { code: 'INSTITUTION', zh: '机构' },
  { code: 'SITE', zh: '站点' },
  { code: 'FILING', zh: '备案' },
  { code: 'PLAN', zh: '计划' },
]);

@ObjectType({ description: '备案及其当日状态 / A filing and how it stood that day', simpleResolvers: true })
export class FilingOnDay {
  @Field(() => FilingStandings, { description: '当日状态 / How it stood' })
  readonly standing: FilingStanding;
  @Field(() => Filing, { description: '备案 / The filing' })
  readonly filing: Filing;
}

@ObjectType({ description: '当日在册人员 / Staff registered that day', simpleResolvers: true })
export class StaffOnDay {
  @Field(() => ID, { description: '编号 / Id' })
  readonly id: string;
  @Field(() => [StaffKinds], { description: '类别 / Kinds' })
  readonly kinds: readonly StaffKind[];
  @Field(() => String, { nullable: true, description: '姓名(已遮盖) / Name, masked' })
  readonly name: string | null;
  @Field(() => [String], { description: '可考评职业 / Occupations' })
  readonly occupationCodes: readonly string[];
  @Field(() => String, { description: '起始日(含) / First day' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '截止日(含),空为未定 / Last day; null is open' })
  readonly to: string | null;
  @Field(() => Boolean, { description: '当日是否在禁止期内 / Whether barred that day' })
  readonly isBarred: boolean;
}

const FIRST = `前 ${AS_OF_LIST_MAX} 项 / the first ${AS_OF_LIST_MAX}`;

@ObjectType({
  description: '某日有效的登记,按平台在另一时刻所知 / What was in force on a day, as the hub knew it at a moment',
  simpleResolvers: true,
})
export class RegistryAsOf {
  @Field(() => String, { description: '所问日期 / The day' })
  readonly onDay: string;
  @Field(() => GraphQLISODateTime, { description: '所问时刻 / The moment of knowledge' })
  readonly knownAt: Date;
  @Field(() => Institution, { description: '机构 / The institution' })
  readonly institution: Institution;
  @Field(() => String, {
    nullable: true,
    description: '当日名称,空为登记名称不含该日 / The name it bore that day; null where its names leave the day out',
  })
  readonly nameOnDay: string | null;
  @Field(() => [Site], { description: `当日有效的站点,${FIRST} / Sites in force` })
  readonly sites: readonly Site[];
  @Field(() => Int, { description: '站点总数 / How many sites' })
  readonly sitesTotal: number;
  @Field(() => [FilingOnDay], { description: `期限含当日的备案,${FIRST} / Filings whose term touches the day` })
  readonly filings: readonly FilingOnDay[];
  @Field(() => Int, { description: '备案总数 / How many filings' })
  readonly filingsTotal: number;
  @Field(() => [StaffOnDay], {
    nullable: true,
    description: `当日在册人员,${FIRST};不向部级和运维显示 / Staff; not for the nation and the operator`,
  })
  readonly staff: readonly StaffOnDay[] | null;
  @Field(() => Int, { description: '人员总数 / How many staff' })
  readonly staffTotal: number;
}

export const RegistryAsOfResult = resultOf(
  'RegistryAsOfResult',
  RegistryAsOf,
  '某日有效的登记,或无法回答的原因 / What was in force, or why that cannot be said',
);

/** Rows come from versions, which spell out every field. */
export const asOfAnswer = ({ kind: _kind, filings, staff, ...rest }: AsOf): object => ({
  ...rest,
  filings: filings.map(({ standing, ...filing }) => ({ standing, filing })),
  staff,
});

@ObjectType({ description: '登记的一个版本 / One version of a row of the registry', simpleResolvers: true })
export class RegistryVersion implements RegistryVersionView {
  @Field(() => GraphQLISODateTime, { description: '记录时刻 / When the hub learned of it' })
  readonly recordedAt: Date;
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: '被取代时刻,空为现行 / When it was superseded; null: it stands',
  })
  readonly supersededAt: Date | null;
  @Field(() => String, { description: '记录人 / Who recorded it' })
  readonly recordedBy: string;
  @Field(() => Boolean, { description: '是否首个版本 / Whether it is the first version' })
  readonly isFirst: boolean;
  @Field(() => [String], { description: '与前一版本不同的字段 / Fields that differ from the version before' })
  readonly changed: readonly string[];
}
export const RegistryVersionPage = pageType('RegistryVersionPage', RegistryVersion);
