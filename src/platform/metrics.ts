/**
 * Figures for Prometheus. Labels are names of the configuration, of the schema, of jobs and routes, and short codes: never an id, a
 * person or a text from outside. The package is loaded only where somebody looks.
 */
import type { Gauge, Registry } from 'prom-client';
import type { FieldOutcome, Meters } from '../app/instruments';

type Prometheus = typeof import('prom-client');

const MS_PER_SECOND = 1_000;
/** A reason is a code of the hub's; what a receiver could make up without end is counted together. */
const REASON = /^[A-Z][A-Z0-9_-]{0,39}$/;
const REASONS_MAX = 100;
const OTHER_REASON = 'OTHER';

const JOB_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600];
const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const SEND_SECONDS = [0.02, 0.1, 0.5, 2, 10, 60];

/** A gauge that is read from elsewhere when somebody asks; its earlier values are gone then. */
export interface ReadGauge {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}
export interface GaugeValue {
  readonly gauge: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Metrics {
  readonly meters: Meters;
  /** What is read at each look; shown until the next `show`. */
  show(gauges: readonly ReadGauge[], values: readonly GaugeValue[]): void;
  /** A look at the database that did not end well, or in time. */
  readingEnded(outcome: 'done' | 'failed', ms: number): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export async function openMetrics(): Promise<Metrics> {
  const prometheus: Prometheus = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const readGauges = new Map<string, Gauge>();
  const readings = readingMeters(prometheus, registry);
  return {
    meters: {
      ...jobMeters(prometheus, registry),
      ...faceMeters(prometheus, registry),
      ...feedMeters(prometheus, registry),
    },
    show: (gauges, values) => {
      for (const { name, help, labels } of gauges) {
        const known = readGauges.get(name);
        known?.reset();
        if (known === undefined)
          readGauges.set(name, new prometheus.Gauge({ name, help, labelNames: [...labels], registers: [registry] }));
      }
      for (const { gauge, labels, value } of values) readGauges.get(gauge)?.set({ ...labels }, value);
    },
    readingEnded: readings,
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function jobMeters(
  { Counter, Gauge: GaugeOf, Histogram }: Prometheus,
  registry: Registry,
): Pick<Meters, 'jobEnded' | 'sweepFound'> {
  const registers = [registry];
  const jobs = new Counter({
    name: 'certhub_jobs_total',
    help: 'Jobs that ended, by name and outcome',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'certhub_job_seconds',
    help: 'How long jobs took',
    labelNames: ['job'],
    buckets: JOB_SECONDS,
    registers,
  });
  const found = new GaugeOf({
    name: 'certhub_due_work',
    help: 'What the last sweep of this process found due, by kind; at most a thousand of each',
    labelNames: ['kind'],
    registers,
  });
  return {
    jobEnded: (job, outcome, ms) => {
      jobs.inc({ job, outcome });
      seconds.observe({ job }, ms / MS_PER_SECOND);
    },
    sweepFound: (due) => {
      for (const [kind, subjects] of Object.entries(due)) found.set({ kind }, subjects.length);
    },
  };
}

function faceMeters(
  { Counter, Histogram }: Prometheus,
  registry: Registry,
): Pick<Meters, 'requestAnswered' | 'fieldAnswered'> {
  const registers = [registry];
  const requests = new Counter({
    name: 'certhub_http_requests_total',
    help: 'Requests that were answered, by route as it is written, and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'certhub_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const fields = new Counter<'field' | 'outcome'>({
    name: 'certhub_graphql_fields_total',
    help: 'Queries and mutations by root field and outcome: ok, refused (typed), told (an error meant for the caller), failed',
    labelNames: ['field', 'outcome'],
    registers,
  });
  const fieldSeconds = new Counter({
    name: 'certhub_graphql_field_seconds_total',
    help: 'Seconds that root fields took, all together',
    labelNames: ['field'],
    registers,
  });
  return {
    requestAnswered: ({ method, route, status, ms }) => {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ route }, ms / MS_PER_SECOND);
    },
    fieldAnswered: (field: string, outcome: FieldOutcome, ms: number) => {
      fields.inc({ field, outcome });
      fieldSeconds.inc({ field }, ms / MS_PER_SECOND);
    },
  };
}

function feedMeters(
  { Counter, Histogram }: Prometheus,
  registry: Registry,
): Pick<Meters, 'sendingEnded' | 'answersKept'> {
  const registers = [registry];
  const boundedReason = reasonsUpTo(REASONS_MAX);
  const sendings = new Counter({
    name: 'certhub_feed_sendings_total',
    help: 'Attempts to hand over a parcel, by outcome and reason',
    labelNames: ['feed', 'outcome', 'reason'],
    registers,
  });
  const seconds = new Histogram({
    name: 'certhub_feed_sending_seconds',
    help: 'How long attempts took',
    labelNames: ['feed'],
    buckets: SEND_SECONDS,
    registers,
  });
  const sent = new Counter({
    name: 'certhub_feed_certificates_sent_total',
    help: 'Certificate versions in parcels that were taken',
    labelNames: ['feed'],
    registers,
  });
  const answered = new Counter({
    name: 'certhub_feed_certificates_answered_total',
    help: 'Certificate versions that were answered, by answer',
    labelNames: ['feed', 'answer'],
    registers,
  });
  return {
    sendingEnded: ({ feed, outcome, reason, certificates, ms }) => {
      sendings.inc({ feed, outcome, reason: reason === null ? '' : boundedReason(reason) });
      seconds.observe({ feed }, ms / MS_PER_SECOND);
      if (outcome === 'taken') sent.inc({ feed }, certificates);
    },
    answersKept: (feed, { accepted, refused }) => {
      answered.inc({ feed, answer: 'accepted' }, accepted);
      answered.inc({ feed, answer: 'refused' }, refused);
    },
  };
}

function readingMeters({ Counter, Gauge: GaugeOf }: Prometheus, registry: Registry): Metrics['readingEnded'] {
  const registers = [registry];
  const readings = new Counter({
    name: 'certhub_scrape_readings_total',
    help: 'Looks at the database for these figures, by outcome; after a failed one the figures are missing',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new GaugeOf({
    name: 'certhub_scrape_reading_seconds',
    help: 'How long the last look at the database took',
    registers,
  });
  return (outcome, ms) => {
    readings.inc({ outcome });
    seconds.set(ms / MS_PER_SECOND);
  };
}

function reasonsUpTo(most: number): (reason: string) => string {
  const known = new Set<string>();
  return (reason) => {
    if (!REASON.test(reason) || (known.size >= most && !known.has(reason))) return OTHER_REASON;
    known.add(reason);
    return reason;
  };
}
