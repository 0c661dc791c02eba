/** What looks into a process from outside: figures and health on a port of their own, traces to a collector. Each only where it is set. */
import type { Hub } from '../app/ports';
import { type Instruments, NO_INSTRUMENTS } from '../app/instruments';
import { readinessOf } from '../app/readiness';
import type { Config } from './config';
import type { Log } from './log';
import { type Metrics, openMetrics } from './metrics';
import { listenForMetrics } from './metrics-listener';
import { scrapeFigures } from './scrape-figures';
import { openTrace } from './tracing';

export interface WatchedHub {
  readonly hub: Hub;
  /** Whether this process reads figures from the database; one kind of process is enough. */
  readonly readsFigures: boolean;
  readonly replicas?: (() => object) | undefined;
}

export interface OpenInstruments {
  readonly instruments: Instruments;
  /** Opens the port, where one is set; answers how to close it. */
  listen(watched: WatchedHub): Promise<() => Promise<void>>;
  /** Sends the spans that are kept. */
  close(): Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

export async function openInstruments(
  { metricsPort, metricsHost, otlpEndpoint }: Pick<Config, 'metricsPort' | 'metricsHost' | 'otlpEndpoint'>,
  component: string,
  log: Log,
): Promise<OpenInstruments> {
  const metrics = metricsPort === null ? undefined : await openMetrics();
  const traced = otlpEndpoint === null ? undefined : await openTrace({ endpoint: otlpEndpoint, component });
  return {
    instruments:
      metrics === undefined && traced === undefined
        ? NO_INSTRUMENTS
        : {
            meters: metrics?.meters ?? NO_INSTRUMENTS.meters,
            trace: traced?.trace ?? NO_INSTRUMENTS.trace,
          },
    listen: async (watched) => {
      if (metrics === undefined || metricsPort === null) return nothing;
      const listener = await listenForMetrics({ host: metricsHost, port: metricsPort }, watchedBy(metrics, watched));
      log.info({ at: listener.url }, 'metrics are told');
      return listener.close;
    },
    close: traced?.close ?? nothing,
  };
}

function watchedBy(
  metrics: Metrics,
  { hub, readsFigures, replicas }: WatchedHub,
): Parameters<typeof listenForMetrics>[1] {
  const read = readsFigures ? scrapeFigures(hub, metrics) : nothing;
  return {
    metrics: async () => {
      await read();
      return { contentType: metrics.contentType, text: await metrics.text() };
    },
    readiness: () => readinessOf(hub, replicas),
  };
}
