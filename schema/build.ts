import 'reflect-metadata';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { checkAccess } from './access';
import { BatchResolver } from './batch/resolver';
import { CallerResolver } from './caller/resolver';
import { CertificateResolver } from './certificate/resolver';
import { ClientResolver } from './client/resolver';
import { ComplianceResolver } from './compliance/resolver';
import { DeclarationResolver } from './declaration/resolver';
import { DeliveryResolver } from './delivery/resolver';
import { DryRunResolver } from './dry-run/resolver';
import { FindingResolver } from './finding/resolver';
import { PackResolver } from './pack/resolver';
import { PackPublishingResolver } from './pack/publishing-resolver';
import { RecordResolver } from './record/resolver';
import { RegistryFindingResolver } from './registry-finding/resolver';
import { RegistryResolver } from './registry/resolver';
import { RegistrySaveResolver } from './registry/save-resolver';
import { RuleResolver } from './rule/resolver';
import { SnapshotResolver } from './snapshot/resolver';
import { TallyResolver } from './tally/resolver';
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
  FindingResolver,
  PackResolver,
  PackPublishingResolver,
  RecordResolver,
  RegistryFindingResolver,
  RegistryResolver,
  RegistrySaveResolver,
  RuleResolver,
  SnapshotResolver,
  TallyResolver,
  UploadResolver,
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
