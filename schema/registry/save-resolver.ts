import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { saveRegistry } from '../../src/app/save-registry';
import type { RegistryDocument } from '../../src/domain/registry/document';
import { Access, SUPERVISORS } from '../access';
import type { RequestContext } from '../request-context';
import {
  AssessorInput,
  CatalogueInput,
  FilingInput,
  InstitutionInput,
  RegionInput,
  RegulatorInput,
  SiteInput,
} from './input';
import { PlanInput } from './plan-input';
import { SaveRegistryResult } from './result';
import { SigningKeyInput } from './signing-key';

/** Each mutation saves one list of the registry document; who may save which is the verb's matter. */
@Resolver()
export class RegistrySaveResolver {
  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存区划 / Saves regions' })
  saveRegions(
    @Arg('regions', () => [RegionInput]) regions: RegionInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { regions });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存主管部门 / Saves regulators' })
  saveRegulators(
    @Arg('regulators', () => [RegulatorInput]) regulators: RegulatorInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { regulators });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存评价机构 / Saves institutions' })
  saveInstitutions(
    @Arg('institutions', () => [InstitutionInput]) institutions: InstitutionInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { institutions });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存站点 / Saves sites' })
  saveSites(
    @Arg('sites', () => [SiteInput]) sites: SiteInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { sites });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存备案 / Saves filings' })
  saveFilings(
    @Arg('filings', () => [FilingInput]) filings: FilingInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { filings });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存认定计划 / Saves plans' })
  savePlans(
    @Arg('plans', () => [PlanInput]) plans: PlanInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { plans });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存职业分类目录 / Saves editions of the catalogue' })
  saveCatalogue(
    @Arg('catalogue', () => [CatalogueInput]) catalogue: CatalogueInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { catalogue });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存考评员 / Saves assessors' })
  saveAssessors(
    @Arg('assessors', () => [AssessorInput]) assessors: AssessorInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { assessors });
  }

  @Access(...SUPERVISORS)
  @Mutation(() => SaveRegistryResult, { description: '保存机构签名公钥 / Saves public keys of institutions' })
  saveSigningKeys(
    @Arg('signingKeys', () => [SigningKeyInput]) signingKeys: SigningKeyInput[],
    @Ctx() context: RequestContext,
  ): Promise<typeof SaveRegistryResult> {
    return save(context, { signingKeys });
  }
}

const save = ({ hub, caller }: RequestContext, document: RegistryDocument): Promise<typeof SaveRegistryResult> =>
  saveRegistry(hub, caller, document);
