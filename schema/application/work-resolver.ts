import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { openApplication } from '../../src/app/applications/open-application';
import { OPINION_CHARS_MAX, passApplicationStep } from '../../src/app/applications/pass-application-step';
import { saveApplication } from '../../src/app/applications/save-application';
import { submitApplication } from '../../src/app/applications/submit-application';
import { refuseApplication, returnApplication } from '../../src/app/applications/turn-down-application';
import { withdrawApplication } from '../../src/app/applications/withdraw-application';
import type { ApplicationKind } from '../../src/domain/application/route';
import { Access } from '../access';
import type { RequestContext } from '../request-context';
import { ApplicationKinds } from './codes';
import { ApplicationContentInput } from './input';
import {
  OpenApplicationResult,
  PassApplicationStepResult,
  RefuseApplicationResult,
  ReturnApplicationResult,
  SaveApplicationResult,
  SubmitApplicationResult,
  WithdrawApplicationResult,
} from './result';

const REVISION = { description: '所读到的版本 / Revision that was read' };
const STEP = { description: '所办理的环节,从 0 起 / Index of the step that is decided' };
const STEP_OR_APPROVED = {
  nullable: true,
  description:
    '所办理的环节,从 0 起;空为已核准、待公布的申请,由省级另一人办理 / Index of the step that is decided; null: of an approved ' +
    'application that is not published yet, by another hand of the province than recorded it',
};
const BASIS = { description: '依据:文件与条款 / Document and article' };

const CONTENT = { description: '申请内容,整份报送 / Content of the application, whole' };
const APPLICATION_ID = { description: '申请编号 / Application id' };

@Resolver()
export class ApplicationWorkResolver {
  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => OpenApplicationResult, {
    description: '登记备案申请;机关可在窗口代为登记 / Opens an application; an office may enter it at its counter',
  })
  openApplication(
    @Arg('kind', () => ApplicationKinds, { description: '申请类型 / Kind of application' }) kind: ApplicationKind,
    @Arg('content', () => ApplicationContentInput, CONTENT) content: ApplicationContentInput,
    @Arg('institutionCode', () => ID, {
      nullable: true,
      description: '机关代为登记且非首次备案时填写 / For an office, unless it is a first filing',
    })
    institutionCode: string | null | undefined,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof OpenApplicationResult> {
    return openApplication(hub, caller, { kind, content, institutionCode: institutionCode ?? null });
  }

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => SaveApplicationResult, {
    description: '整份保存草稿或退回的申请 / Replaces the content of a draft or of what was returned',
  })
  saveApplication(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Arg('revision', () => Int, REVISION) revision: number,
    @Arg('content', () => ApplicationContentInput, CONTENT) content: ApplicationContentInput,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SaveApplicationResult> {
    return saveApplication(hub, caller, { applicationId, revision, content });
  }

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => SubmitApplicationResult, {
    description: '提交:一次列出全部问题,并固定办理路径 / Submits: tells all problems at once and freezes the route',
  })
  submitApplication(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Arg('revision', () => Int, REVISION) revision: number,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof SubmitApplicationResult> {
    return submitApplication(hub, caller, { applicationId, revision });
  }

  @Access('INSTITUTION', 'CITY', 'PROVINCE')
  @Mutation(() => WithdrawApplicationResult, {
    description: '申请单位撤回尚未公布的申请 / The applicant takes back what is not published yet',
  })
  withdrawApplication(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof WithdrawApplicationResult> {
    return withdrawApplication(hub, caller, { applicationId });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => PassApplicationStepResult, {
    description:
      '通过当前环节;相邻环节须由不同的人办理,备案由未办理过前序环节的人办理 / Passes the step that is due; neighbouring steps ' +
      'by different people, the record by one who took none before',
  })
  passApplicationStep(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Arg('revision', () => Int, REVISION) revision: number,
    @Arg('stepIndex', () => Int, STEP) stepIndex: number,
    @Arg('opinion', () => String, {
      nullable: true,
      description: `初审和评估须写明意见,最多 ${OPINION_CHARS_MAX} 字 / Needed for a review and an assessment, at most ${OPINION_CHARS_MAX} characters`,
    })
    opinion: string | null | undefined,
    @Arg('dropFilingIds', () => [ID], {
      defaultValue: [],
      description: '续期备案时剔除的从未开展的备案 / Filings never exercised, left out at the record of a renewal',
    })
    dropFilingIds: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof PassApplicationStepResult> {
    const given = { applicationId, revision, stepIndex, opinion: opinion ?? null, dropFilingIds };
    return passApplicationStep(hub, caller, given);
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => ReturnApplicationResult, {
    description: '退回申请单位修改;再次提交后重新办理各环节 / Returns it to be mended; the route then begins anew',
  })
  returnApplication(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Arg('revision', () => Int, REVISION) revision: number,
    @Arg('stepIndex', () => Int, STEP_OR_APPROVED) stepIndex: number | null | undefined,
    @Arg('reason', () => String, { description: '理由 / Reason' }) reason: string,
    @Arg('basis', () => [String], { ...BASIS, defaultValue: [] }) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof ReturnApplicationResult> {
    return returnApplication(hub, caller, { applicationId, revision, stepIndex: stepIndex ?? null, reason, basis });
  }

  @Access('CITY', 'PROVINCE')
  @Mutation(() => RefuseApplicationResult, { description: '不予核准 / Refuses the application for good' })
  refuseApplication(
    @Arg('applicationId', () => ID, APPLICATION_ID) applicationId: string,
    @Arg('revision', () => Int, REVISION) revision: number,
    @Arg('stepIndex', () => Int, STEP_OR_APPROVED) stepIndex: number | null | undefined,
    @Arg('reason', () => String, { description: '理由 / Reason' }) reason: string,
    @Arg('basis', () => [String], BASIS) basis: string[],
    @Ctx() { hub, caller }: RequestContext,
  ): Promise<typeof RefuseApplicationResult> {
    return refuseApplication(hub, caller, { applicationId, revision, stepIndex: stepIndex ?? null, reason, basis });
  }
}
