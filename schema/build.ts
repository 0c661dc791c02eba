import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { checkAccess } from './access';
import { ApplicationResolver } from './application/resolver';
import { ApplicationWorkResolver } from './application/work-resolver';
import { FilingObjectionResolver } from './filing-objection/resolver';
import { MeasureResolver } from './publication/measure-resolver';
import { PublicationResolver } from './publication/resolver';
import { RegistryHistoryResolver } from './registry-history/resolver';
import { DirectoryResolver } from './directory/resolver';
import { CatalogueResolver } from './catalogue/resolver';
import { PlanResolver } from './plan/resolver';
import { StaffResolver } from './staff/resolver';
import { ResultsResolver } from './results/resolver';
import { AttachmentResolver } from './attachment/resolver';
import { ReviewResolver } from './review/resolver';
import { CalendarResolver } from './deadline/calendar-resolver';
import { DeadlineResolver } from './deadline/resolver';
import { NotificationResolver } from './notification/resolver';
import { DecisionResolver } from './decision/resolver';
import { ProposalResolver } from './proposal/resolver';
import { CorrectionResolver } from './correction/resolver';
import { RecallResolver } from './recall/resolver';
import { BatchResolver } from './batch/resolver';
import { BylawResolver } from './bylaw/resolver';
import { CallerResolver } from './caller/resolver';
import { CertificateResolver } from './certificate/resolver';
import { ClientResolver } from './client/resolver';
import { ComplianceResolver } from './compliance/resolver';
import { DeclarationResolver } from './declaration/resolver';
import { DeliveryResolver } from './delivery/resolver';
import { DryRunResolver } from './dry-run/resolver';
import { FeedResolver } from './feed/resolver';
import { FindingResolver } from './finding/resolver';
import { PackResolver } from './pack/resolver';
import { PackPublishingResolver } from './pack/publishing-resolver';
import { ReceivedResolver } from './received/resolver';
import { ReconciliationResolver } from './reconciliation/resolver';
import { RecordResolver } from './record/resolver';
import { RegistryFindingResolver } from './registry-finding/resolver';
import { RegistryResolver } from './registry/resolver';
import { RegistrySaveResolver } from './registry/save-resolver';
import { RuleResolver } from './rule/resolver';
import { SnapshotResolver } from './snapshot/resolver';
import { TallyResolver } from './tally/resolver';
import { TallyReportResolver } from './tally-report/resolver';
import { UploadResolver } from './upload/resolver';

/** The catalogue of resolvers: one more is one folder and one line here. */
export const RESOLVERS = [
  BatchResolver,
  CallerResolver,
  CertificateResolver,
  ClientResolver,
  ComplianceResolver,
  DeclarationResolver,
  DeliveryResolver,
  DryRunResolver,
  FeedResolver,
  FindingResolver,
  PackResolver,
  PackPublishingResolver,
  ReceivedResolver,
  ReconciliationResolver,
  RecordResolver,
  RegistryFindingResolver,
  RegistryResolver,
  RegistrySaveResolver,
  RuleResolver,
  SnapshotResolver,
  TallyResolver,
  TallyReportResolver,
  UploadResolver,
  ApplicationResolver,
  ApplicationWorkResolver,
  FilingObjectionResolver,
  PublicationResolver,
  MeasureResolver,
  RegistryHistoryResolver,
  DirectoryResolver,
  CatalogueResolver,
  PlanResolver,
  StaffResolver,
  ResultsResolver,
  AttachmentResolver,
  BylawResolver,
  ReviewResolver,
  DeadlineResolver,
  CalendarResolver,
  NotificationResolver,
  ProposalResolver,
  DecisionResolver,
  CorrectionResolver,
  RecallResolver,
] as const satisfies NonEmptyArray<new () => object>;

/** type-graphql asks for one, though the subscription reads the view and nothing is published in memory. */
const NO_PUBSUB = {
  publish: (): never => {
    throw new Error('Nothing is published in memory.');
  },
  subscribe: (): never => {
    throw new Error('Nothing is published in memory.');
  },
};

export const buildHubSchema = (): GraphQLSchema =>
  buildSchemaSync({ resolvers: [...RESOLVERS], authChecker: checkAccess, validate: false, pubSub: NO_PUBSUB });

/** The text of schema/schema.graphql, which is committed and reviewed like code. */
export const emittedSchema = (): string =>
  `# Written by schema/emit.ts; a test holds it equal to the code.\n\n${printSchema(lexicographicSortSchema(buildHubSchema()))}\n`;
