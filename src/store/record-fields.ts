/** Reads single fields of a record that is kept, without trusting it: a field of another type reads as `null`. */
export function fieldsOf(data: string): { text(field: string): string | null; number(field: string): number | null } {
  const parsed: unknown = JSON.parse(data);
  const record = typeof parsed === 'object' && parsed !== null ? parsed : {};
  const valueOf = (field: string): unknown => (Object.hasOwn(record, field) ? Reflect.get(record, field) : undefined);
  return {
    text: (field) => {
      const value = valueOf(field);
      return typeof value === 'string' ? value : null;
    },
    number: (field) => {
      const value = valueOf(field);
      return typeof value === 'number' ? value : null;
    },
  };
}
