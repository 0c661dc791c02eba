import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX } from '../src/app/limits';
import type { PageRequest } from '../src/app/paging';
import { pageInvalid } from './errors';

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: PAGE_ROWS_DEFAULT,
    description: `本页行数,1 至 ${PAGE_ROWS_MAX} / Rows of this page, 1 to ${PAGE_ROWS_MAX}`,
  })
  readonly first: number;

  @Field(() => String, { nullable: true, description: '上一页的 endCursor / endCursor of the page before' })
  readonly after?: string | null;
}

/** A page beyond the limit is refused, not capped. */
export function pageOf({ first, after = null }: PageArgs, info?: GraphQLResolveInfo): PageRequest {
  if (first < 1 || first > PAGE_ROWS_MAX) throw pageInvalid();
  return info === undefined || asksForMore(info) ? { first, after } : { first, after, withTotal: false };
}

const OF_THE_PAGE: ReadonlySet<string> = new Set(['items', 'endCursor', 'hasNext', '__typename']);

/** Than the page itself: its total, or what a list tells beside it. Directives are not followed: what they stand on may be asked for. */
function asksForMore({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const asks = ({ selections }: SelectionSetNode): boolean =>
    selections.some((part) => {
      if (part.kind === Kind.FIELD) return !OF_THE_PAGE.has(part.name.value);
      const inner = part.kind === Kind.INLINE_FRAGMENT ? part : fragments[part.name.value];
      return inner !== undefined && asks(inner.selectionSet);
    });
  return fieldNodes.some(({ selectionSet }) => selectionSet !== undefined && asks(selectionSet));
}

/** What every page says of its list; no type of its own in the schema. */
@ObjectType({ simpleResolvers: true })
export abstract class PartOfList {
  @Field(() => Int, { description: '整个列表的行数 / Rows of the whole list' })
  readonly total: number;
  @Field(() => String, { nullable: true, description: '下一页从此处开始 / Where the next page begins' })
  readonly endCursor: string | null;
  @Field(() => Boolean, { description: '后面是否还有 / Whether more rows follow' })
  readonly hasNext: boolean;
}

/** One page of a list, under its own name. */
export function pageType<Item extends object>(name: string, item: ClassType<Item>): ClassType<object> {
  @ObjectType(name, { description: `一页${name.replace(/Page$/, '')} / One page`, simpleResolvers: true })
  class ItemPage extends PartOfList {
    @Field(() => [item], { description: '本页各行 / Rows of this page' })
    readonly items: readonly Item[];
  }
  return ItemPage;
}
