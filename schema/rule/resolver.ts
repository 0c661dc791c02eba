import { Query, Resolver } from 'type-graphql';
import { RULES } from '../../src/domain/rules/index';
import type { RuleHead } from '../../src/domain/rules/rule';
import { Access, READERS } from '../access';
import { Rule } from './type';

@Resolver()
export class RuleResolver {
  @Access(...READERS)
  @Query(() => [Rule], { description: '检查规则目录 / The catalogue of checks' })
  rules(): readonly RuleHead[] {
    return RULES;
  }
}
