/**
 * The `code` of an error of Node or PostgreSQL (ENOENT, 23505). Asks the shape, not the class: an error that Node itself
 * made is not an `instanceof` the `Error` of a test's own realm.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
