/**
 * The trace of a batch is its id: the sixteen bytes of a UUID are those of a trace id (W3C Trace Context). Whoever knows the batch
 * knows the trace, in every process and in every log line, and nothing has to be handed on.
 */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SPAN_ID_DIGITS = 16;

/** 32 digits; `undefined` of what is no UUID. */
export function traceIdOf(batchId: string): string | undefined {
  const id = batchId.toLowerCase();
  return UUID.test(id) ? id.replaceAll('-', '') : undefined;
}

/** The span with which the trace begins, known to all that come after it. */
export const firstSpanIdOf = (traceId: string): string => traceId.slice(-SPAN_ID_DIGITS);

/** For whoever goes on from its beginning; `undefined` of what is no UUID. */
export function traceparentOf(batchId: string): string | undefined {
  const traceId = traceIdOf(batchId);
  return traceId === undefined ? undefined : `00-${traceId}-${firstSpanIdOf(traceId)}-01`;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** What a `traceparent` names; `undefined` of what is none. */
export function namedIn(
  traceparent: string | undefined,
): { readonly traceId: string; readonly spanId: string } | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId };
}
