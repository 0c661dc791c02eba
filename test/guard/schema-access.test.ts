import 'reflect-metadata';
import { getMetadataStorage } from 'type-graphql';
import { Field, ObjectType, Query, Resolver, buildSchemaSync } from 'type-graphql';
import { buildHubSchema } from '../../schema/build';
import { ROLES } from '../../src/app/caller';

interface Operation {
  readonly schemaName: string;
  readonly roles?: readonly unknown[] | undefined;
}

/** Operations that anybody could call, because no rule of access stands on them. */
const open = (operations: readonly Operation[]): string[] =>
  operations
    .filter(
      ({ roles }) =>
        roles === undefined || roles.length === 0 || !roles.every((role) => ROLES.some((known) => known === role)),
    )
    .map(({ schemaName }) => schemaName);

const operations = (): readonly Operation[] => {
  const { queries, mutations, subscriptions } = getMetadataStorage();
  return [...queries, ...mutations, ...subscriptions];
};

test('every query, mutation and subscription names the roles that may call it', () => {
  buildHubSchema();
  expect(operations().length).toBeGreaterThan(25);
  expect(open(operations())).toEqual([]);
});

test('the guard finds one that does not', () => {
  @ObjectType()
  class Planted {
    @Field(() => String) readonly text: string;
  }
  @Resolver()
  class PlantedResolver {
    @Query(() => Planted)
    planted(): Planted {
      return { text: '' };
    }
  }
  buildSchemaSync({ resolvers: [PlantedResolver], validate: false, authChecker: () => true });
  expect(open(operations())).toEqual(['planted']);
});
