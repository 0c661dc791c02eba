import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DIRECTORY_TEXT_CHARS_MAX } from '../../src/app/registry/directory';
import {
  DIRECTORY_COUNT_MAX,
  DIRECTORY_SITES_MAX,
  type DirectoryEntry as Entry,
  type DirectoryFilter as Filter,
  type DirectorySite as PublicSite,
} from '../../src/app/registry/directory-ports';
import { codeType } from '../codes';
import { PageArgs } from '../page';
import { resultOf } from '../refusal/type';
import { Affiliations, Levels } from '../registry/codes';
import { FilingFee } from '../registry/type';

const Standings = codeType('DirectoryStanding', '名录中备案的状态 / How a filing of the directory stands', [
  { code: 'IN_FORCE', zh: '有效' },
  { code: 'SUSPENDED', zh: '暂停' },
]);

@InputType({ description: '机构名录的查询条件,均可空 / What to look for in the directory; each may be left out' })
export class DirectoryFilter implements Partial<Filter> {
  @Field(() => ID, { nullable: true, description: '区划,省含所属市 / Region; a province takes in its cities' })
  readonly regionCode?: string | null;
  @Field(() => String, { nullable: true, description: '职业编码 / Occupation code' })
  readonly occupationCode?: string | null;
  @Field(() => Levels, { nullable: true, description: '等级 / Level' })
  readonly level?: string | null;
  @Field(() => String, {
    nullable: true,
    description: `机构或职业名称的一部分,最多 ${DIRECTORY_TEXT_CHARS_MAX} 字 / Part of the name of an institution or occupation, at most ${DIRECTORY_TEXT_CHARS_MAX} characters`,
  })
  readonly text?: string | null;
}

@ArgsType()
export class DirectoryArgs extends PageArgs {
  @Field(() => DirectoryFilter, { nullable: true, description: '条件 / What to look for' })
  readonly filter?: DirectoryFilter | null;
  @Field(() => String, { nullable: true, description: '日期 YYYY-MM-DD,空为今日 / The day; today by default' })
  readonly onDay?: string | null;
}

@ObjectType({ description: '名录中的站点 / A site in the directory', simpleResolvers: true })
export class DirectorySite implements PublicSite {
  @Field(() => ID, { description: '站点编码 / Code' })
  readonly code: string;
  @Field(() => String, { description: '名称 / Name' })
  readonly name: string;
  @Field(() => ID, { description: '区划 / Region' })
  readonly regionCode: string;
  @Field(() => String, { nullable: true, description: '地址 / Address' })
  readonly address: string | null;
}

@ObjectType({
  description: '机构名录的一条:一家机构的一项备案 / One entry of the directory: one filing of one institution',
  simpleResolvers: true,
})
export class DirectoryEntry implements Entry {
  @Field(() => ID, { description: '机构代码 / Institution' })
  readonly institutionCode: string;
  @Field(() => String, { description: '当日机构名称 / Its name that day' })
  readonly institutionName: string;
  @Field(() => ID, { description: '机构所在区划 / Region of the institution' })
  readonly regionCode: string;
  @Field(() => String, { nullable: true, description: '机构地址 / Address' })
  readonly address: string | null;
  @Field(() => String, { nullable: true, description: '联系电话 / Telephone' })
  readonly phone: string | null;
  @Field(() => ID, { description: '备案编号 / Filing' })
  readonly filingId: string;
  @Field(() => String, { description: '职业编码 / Occupation code' })
  readonly occupationCode: string;
  @Field(() => String, { nullable: true, description: '职业名称 / Occupation' })
  readonly occupationName: string | null;
  @Field(() => [String], { description: '工种,空为该职业全部工种 / Work types; none means all of the occupation' })
  readonly workTypes: readonly string[];
  @Field(() => [Levels], { description: '等级 / Levels' })
  readonly levels: readonly string[];
  @Field(() => [Affiliations], { description: '评价对象 / Audience' })
  readonly audience: readonly string[];
  @Field(() => [FilingFee], { nullable: true, description: '收费标准,空为未报 / Fees; null where none were filed' })
  readonly fees: readonly FilingFee[] | null;
  @Field(() => String, { description: '备案起始日 / First day of the filing' })
  readonly from: string;
  @Field(() => String, { nullable: true, description: '备案截止日,空为未定 / Last day; null is open' })
  readonly to: string | null;
  @Field(() => Standings, { description: '状态 / How it stands' })
  readonly standing: Entry['standing'];
  @Field(() => [DirectorySite], {
    description: `站点,最多 ${DIRECTORY_SITES_MAX} 个 / Sites, the first ${DIRECTORY_SITES_MAX}`,
  })
  readonly sites: readonly DirectorySite[];
  @Field(() => Int, { description: '站点总数 / How many sites' })
  readonly sitesTotal: number;
}

@ObjectType({ description: '一页机构名录 / One page of the directory', simpleResolvers: true })
export class DirectoryPage {
  @Field(() => [DirectoryEntry], { description: '本页各条 / Entries of this page' })
  readonly items: readonly DirectoryEntry[];
  @Field(() => Int, {
    description: `总数,最多数到 ${DIRECTORY_COUNT_MAX} / Entries in all, counted up to ${DIRECTORY_COUNT_MAX}`,
  })
  readonly total: number;
  @Field(() => Boolean, { description: '假:多于 total / False: there are more than total' })
  readonly isTotalExact: boolean;
  @Field(() => String, { nullable: true, description: '下一页从此处开始 / Where the next page begins' })
  readonly endCursor: string | null;
  @Field(() => Boolean, { description: '后面是否还有 / Whether more entries follow' })
  readonly hasNext: boolean;
}

export const DirectoryResult = resultOf(
  'DirectoryResult',
  DirectoryPage,
  '一页机构名录,或条件有误时的拒绝 / A page of the directory, or what is wrong with the question',
);
