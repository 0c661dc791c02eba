import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, GraphQLISODateTime, ID, Info, Query, Resolver } from 'type-graphql';
import type { HistoryNoun, RegistryVersionView } from '../../src/app/registry/history-ports';
import type { Page } from '../../src/app/paging';
import { registryAsOf } from '../../src/app/registry/registry-as-of';
import { Access, READERS } from '../access';
import { found } from '../errors';
import { PageArgs, pageOf } from '../page';
import type { RequestContext } from '../request-context';
import { asOfAnswer, HistoryNouns, RegistryAsOfResult, RegistryVersionPage } from './type';

@Resolver()
export class RegistryHistoryResolver {
  @Access(...READERS)
  @Query(() => RegistryAsOfResult, {
    description:
      '某日有效的机构登记,按平台在另一时刻所知 / What of an institution was in force on a day, as the hub knew it at a moment',
  })
  async registryAsOf(
    @Arg('institutionCode', () => ID, { description: '机构代码 / Institution' }) institutionCode: string,
    @Arg('onDay', () => String, { description: 'YYYY-MM-DD' }) onDay: string,
    @Arg('knownAt', () => GraphQLISODateTime, {
      nullable: true,
      description: '按平台在此时刻所知,空为现在 / As the hub knew it then; now by default',
    })
    knownAt: Date | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<object> {
    const answer = found(await registryAsOf(hub, caller, { institutionCode, onDay, knownAt: knownAt ?? null }));
    return answer.kind === 'refused' ? answer : asOfAnswer(answer);
  }

  @Access(...READERS)
  @Query(() => RegistryVersionPage, {
    description: '一项登记的历次版本,最新在前 / Versions of one row of the registry, the latest first',
  })
  async registryHistory(
    @Arg('noun', () => HistoryNouns, { description: '登记事项 / Noun of the registry' }) noun: HistoryNoun,
    @Arg('key', () => ID, { description: '机构代码、站点编码、备案编号或计划编号 / Code, id or number' }) key: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Ctx() { hub, territory }: RequestContext,
  ): Promise<Page<RegistryVersionView>> {
    return found(await hub.views.registryVersions(territory, noun, key, pageOf(page, info)));
  }
}
