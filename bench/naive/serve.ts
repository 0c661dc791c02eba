/** The API of the stack as tutorials build it: Apollo's standalone server, validated input classes, one job for each record. */
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Arg, buildSchema, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { processConfig } from '../../bin/process-config';
import { databaseUrlOf } from '../../bin/stack/database-url';
import { tellReady } from '../../bin/stack/child';
import { naiveQueue } from './queue';
import { RecordInput } from './record-input';

const config = processConfig();
const queue = naiveQueue({ databaseUrl: databaseUrlOf(config), redisUrl: config.redisUrl });

@Resolver()
class RecordResolver {
  /** A schema needs one. */
  @Query(() => Int)
  version(): number {
    return 1;
  }

  @Mutation(() => Int)
  async submitRecords(
    @Arg('batchId', () => ID) batchId: string,
    @Arg('planNo', () => ID) planNo: string,
    @Arg('records', () => [RecordInput]) records: RecordInput[],
  ): Promise<number> {
    await Promise.all(
      records.map((record) =>
        queue.add('record', { batchId, planNo, record }, { removeOnComplete: true, removeOnFail: true }),
      ),
    );
    return records.length;
  }
}

async function main(): Promise<void> {
  const schema = await buildSchema({ resolvers: [RecordResolver], validate: true });
  const { url } = await startStandaloneServer(new ApolloServer({ schema }), { listen: { host: '127.0.0.1', port: 0 } });
  tellReady(url);
  process.once('SIGTERM', () => process.exit(0));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(1);
});
