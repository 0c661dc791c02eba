import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { directory } from '../../src/app/registry/directory';
import { Access, READERS } from '../access';
import { pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { DirectoryArgs, DirectoryResult } from './type';

@Resolver()
export class DirectoryResolver {
  @Access(...READERS)
  @Query(() => DirectoryResult, {
    description:
      '有效评价机构名录:职业、工种、等级、站点、对象、收费与期限 / ' +
      'Institutions in force: occupations, work types, levels, sites, audience, fees and terms',
  })
  directory(
    @Args(() => DirectoryArgs) { filter, onDay, ...page }: DirectoryArgs,
    @Ctx() { hub }: RequestContext,
  ): Promise<typeof DirectoryResult> {
    const question = {
      regionCode: filter?.regionCode ?? null,
      occupationCode: filter?.occupationCode ?? null,
      level: filter?.level ?? null,
      text: filter?.text ?? null,
      onDay: onDay ?? null,
    };
    return directory(hub, question, pageOf(page));
  }
}
