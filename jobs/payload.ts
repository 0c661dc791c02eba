/** Reads ids out of a job's payload. Messages name the field, never the value. */
const fieldOf = (payload: unknown, field: string): unknown =>
  typeof payload === 'object' && payload !== null ? Reflect.get(payload, field) : undefined;

export function textIn(payload: unknown, field: string): string {
  const value = fieldOf(payload, field);
  if (typeof value !== 'string' || value === '') throw new Error(`The payload lacks ${field}.`);
  return value;
}

export function numberIn(payload: unknown, field: string): number {
  const value = fieldOf(payload, field);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new Error(`The payload lacks ${field}.`);
  return value;
}
