/** A private Redis Cluster for a test: three masters on loopback, nothing on disk but who they are, gone with the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort, launchRedis, type RedisServer } from './redis-server';

const MASTERS = 3;
const SLOTS = 16_384;
const NODE_TIMEOUT_MS = 2_000;
const JOIN_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

export interface RedisClusterNode {
  readonly url: string;
  readonly port: number;
  /** As a machine that goes away; what it held is gone. */
  stop(): Promise<void>;
  /** Comes back empty, under its old name and with its old slots. */
  start(): Promise<void>;
}

export interface RedisCluster {
  /** For `REDIS_URL`. */
  readonly url: string;
  readonly nodes: readonly RedisClusterNode[];
  /** The master that holds the keys with this hash tag. */
  nodeOf(tag: string): Promise<RedisClusterNode>;
  /** Forgets everything on every node that runs. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Node extends RedisClusterNode {
  readonly busPort: number;
  isRunning(): boolean;
}

export async function startRedisCluster(): Promise<RedisCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'certhub-redis-'));
  const nodes: Node[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    while (nodes.length < MASTERS) nodes.push(await startNode(folder, nodes.length));
    await joinAll(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  const running = (): Node => {
    const node = nodes.find(({ isRunning }) => isRunning());
    if (!node) throw new Error('No node of the cluster runs.');
    return node;
  };
  return {
    url: `redis-cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    nodeOf: async (tag) => {
      const slot = Number(await ask(running(), (redis) => redis.cluster('KEYSLOT', `{${tag}}`)));
      const found = nodes[Math.floor((slot * MASTERS) / SLOTS)];
      if (!found) throw new Error('No such slot.');
      return found;
    },
    flush: async () => {
      for (const node of nodes.filter(({ isRunning }) => isRunning())) await ask(node, (redis) => redis.flushall());
    },
    stop,
  };
}

async function startNode(folder: string, index: number): Promise<Node> {
  const port = await freePort();
  const busPort = await freePort();
  const launch = (): Promise<RedisServer> =>
    launchRedis(port, [
      ...['--cluster-enabled', 'yes', '--dir', folder, '--cluster-config-file', `node-${index}.conf`],
      ...['--cluster-port', String(busPort), '--cluster-node-timeout', String(NODE_TIMEOUT_MS)],
      // What the others hold goes on while one is away.
      ...['--cluster-require-full-coverage', 'no'],
    ]);
  let server: RedisServer | undefined = await launch();
  return {
    url: server.url,
    port,
    busPort,
    isRunning: () => server !== undefined,
    stop: async () => {
      const stopping = server;
      server = undefined;
      await stopping?.stop();
    },
    start: async () => {
      server ??= await launch();
    },
  };
}

/** Equal parts of the slots; then each is told of the first, until all agree. */
async function joinAll(nodes: readonly Node[]): Promise<void> {
  const [first] = nodes;
  if (!first) return;
  for (const [index, node] of nodes.entries()) {
    const from = Math.ceil((index * SLOTS) / MASTERS);
    const to = Math.ceil(((index + 1) * SLOTS) / MASTERS) - 1;
    await ask(node, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to));
    if (node !== first)
      await ask(node, (redis) => redis.call('CLUSTER', 'MEET', '127.0.0.1', first.port, first.busPort));
  }
  for (const giveUpAt = Date.now() + JOIN_LIMIT_MS; ;) {
    const told = await Promise.all(nodes.map((node) => ask(node, (redis) => redis.cluster('INFO'))));
    if (told.every((info) => info.includes('cluster_state:ok') && info.includes(`cluster_size:${MASTERS}`))) return;
    if (Date.now() > giveUpAt) throw new Error('The Redis Cluster did not come together.');
    await sleep(LOOK_EVERY_MS);
  }
}

async function ask<Answer>({ url }: Node, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
