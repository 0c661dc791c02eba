/** What of a job stands in the trace of its batch. */
import type { Attributes, Span, SpanTold } from '../src/app/instruments';
import type { Hub } from '../src/app/ports';
import type { JobDefinition } from './define-job';

const IDLE = new Set(['nothing-due', 'held']);

const plainOf = (values: object): Attributes =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number | boolean] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
    ),
  );

const textOf = (values: Attributes, name: string): string | undefined => {
  const found = values[name];
  return typeof found === 'string' ? found : undefined;
};

/** A subject is ids and numbers; that of a parcel names its delivery, and the delivery knows its batch. */
export function spanOf(hub: Hub, { name }: JobDefinition, subject: object): Span {
  const attributes = plainOf(subject);
  const deliveryId = textOf(attributes, 'deliveryId');
  return {
    name,
    batchId: textOf(attributes, 'batchId') ?? textOf(attributes, 'uploadId'),
    findBatch: deliveryId === undefined ? undefined : () => hub.views.batchOfDelivery(deliveryId),
    attributes,
  };
}

/** Outcomes hold counts and codes; `kind` says which. */
export function toldOf(done: object): SpanTold {
  const { kind, ...counts } = plainOf(done);
  return {
    isIdle: typeof kind === 'string' && IDLE.has(kind),
    attributes: { ...counts, ...(kind === undefined ? {} : { outcome: kind }) },
  };
}
