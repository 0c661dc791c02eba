import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { dryRun } from '../../src/app/dry-run';
import { Access } from '../access';
import type { RequestContext } from '../request-context';
import { DryRunInput } from './input';
import { DryRunResult } from './result';

@Resolver()
export class DryRunResolver {
  @Access('INSTITUTION')
  @Query(() => DryRunResult, {
    description: '按系统现用规则试检一批记录,不保存 / Checks a batch as the hub would now, and stores nothing',
  })
  async dryRun(
    @Arg('input', () => DryRunInput) { header, records: { records, refusal }, at = null }: DryRunInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof DryRunResult> {
    if (refusal) return refusal;
    const answer = await dryRun(hub, caller, { header, records, at });
    return answer.kind === 'refused' ? answer : { ...answer, findingsTotal: answer.findings.length };
  }
}
