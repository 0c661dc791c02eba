/**
 * The list of certificates as mercurius serves it, compiled by graphql-jit: a process of its own with the hub's pool, its view
 * and its check of tokens, so that only the server around them differs. `CERTHUB_PUBLIC_URL` names whose tokens are good.
 */
import 'reflect-metadata';
import fastify from 'fastify';
import mercurius from 'mercurius';
import { processConfig } from '../../bin/process-config';
import { databaseUrlOf } from '../../bin/stack/database-url';
import { tellReady } from '../../bin/stack/child';
import type { Caller } from '../../src/app/caller';
import { territoryOf } from '../../src/domain/tenancy/territory';
import { openHub } from '../../src/hub';
import { API_AUDIENCE, issuerUrlOf } from '../../src/platform/identity/access-token';
import { verifyToken } from '../../src/platform/identity/verify-token';
import { createLog } from '../../src/platform/log';
import { createShutdown } from '../../src/platform/shutdown';

/** As the hub's own schema has it, under the same names. */
const SCHEMA = `
  enum CertificateState { LIVE REVOKED REPLACED }
  type PlanCertificate {
    certificateNo: ID! state: CertificateState! version: Int! name: String idNumber: String level: Level! examDate: String!
    issuedOn: String! batchId: ID!
  }
  enum Level { LEVEL_5 LEVEL_4 LEVEL_3 LEVEL_2 LEVEL_1 }
  type PlanCertificatePage { items: [PlanCertificate!]! total: Int! endCursor: String hasNext: Boolean! }
  type Query { certificatesOfPlan(planNo: ID!, first: Int! = 50, after: String): PlanCertificatePage! }
`;
/** After how many executions graphql-jit compiles a query. */
const COMPILED_AFTER = 1;

interface Asked {
  readonly planNo: string;
  readonly first: number;
  readonly after?: string | null;
}

async function main(): Promise<void> {
  const config = processConfig();
  const log = createLog(config.logLevel, 'mercurius');
  const shutdown = createShutdown({ log });
  const { hub, keys, close } = await openHub(config, databaseUrlOf(config), log, 'reader');
  shutdown.add('hub', close);
  const identify = verifyToken(keys, issuerUrlOf(config.publicUrl ?? ''), API_AUDIENCE, log);
  const app = fastify({ logger: false });
  await app.register(mercurius, {
    schema: SCHEMA,
    resolvers: {
      Query: {
        certificatesOfPlan: async (_root: unknown, { planNo, first, after = null }: Asked, context: object) => {
          const caller = callerOf(context);
          return hub.views.certificatesOfPlan(territoryOf(caller), planNo, { first, after });
        },
      },
    },
    jit: COMPILED_AFTER,
    context: async ({ headers }) => ({ caller: await identify(headers.authorization) }),
  });
  shutdown.add('server', () => app.close());
  tellReady(await app.listen({ host: '127.0.0.1', port: 0 }));
}

function callerOf(context: object): Caller {
  const caller: unknown = 'caller' in context ? context.caller : undefined;
  if (!isCaller(caller)) throw new Error('Nobody is calling.');
  return caller;
}

const isCaller = (value: unknown): value is Caller => typeof value === 'object' && value !== null && 'role' in value;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(1);
});
