import { Field, ID, InputType } from 'type-graphql';
import type { StaffFilter } from '../../src/app/staff/staff-ports';
import type { StaffKind } from '../../src/domain/registry/document';
import type { StaffFiling } from '../../src/domain/staff/staff-filing';
import { StaffKinds } from '../registry/codes';

const NONE = { nullable: true, defaultValue: null };

@InputType({ description: '人员登记 / A person for the register' })
export class StaffFilingInput implements StaffFiling {
  @Field(() => ID, {
    ...NONE,
    description:
      '编号,空则由平台编号;已登记的编号为续聘或变更 / Id; given by the hub when absent; of a registered person: a renewal',
  })
  readonly id: string | null;
  @Field(() => [StaffKinds], { description: '类别 / Kinds' })
  readonly kinds: StaffKind[];
  @Field(() => String, { description: '姓名 / Name' })
  readonly name: string;
  @Field(() => String, { ...NONE, description: '证卡编号 / Number of the card or certificate' })
  readonly certificateNo: string | null;
  @Field(() => [String], { defaultValue: [], description: '可考评职业 / Occupations' })
  readonly occupationCodes: string[];
  @Field(() => String, { description: '起始日(含) / First day' })
  readonly from: string;
  @Field(() => String, { ...NONE, description: '截止日(含),空为未定 / Last day, inclusive; null is open' })
  readonly to: string | null;
}

@InputType({ description: '人员列表的筛选 / Filter of the register of people' })
export class StaffFilterInput implements StaffFilter {
  @Field(() => StaffKinds, { ...NONE, description: '类别 / Kind' })
  readonly kind: StaffKind | null;
  @Field(() => ID, { ...NONE, description: '机构 / Institution' })
  readonly institutionCode: string | null;
  @Field(() => String, { ...NONE, description: '可考评职业 / Occupation' })
  readonly occupationCode: string | null;
  @Field(() => Boolean, { defaultValue: false, description: '仅有待确认申请的 / Only people whose proposal waits' })
  readonly waiting: boolean;
}
