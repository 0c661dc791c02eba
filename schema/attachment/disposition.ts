/** The file name in a header `Content-Disposition` (RFC 6266); the extended form wins, because it can say any script. */
const EXTENDED = /filename\*\s*=\s*(?:utf-8)''([^;\s]+)/i;
const QUOTED = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i;
const TOKEN = /filename\s*=\s*([^;"\s]+)/i;

export function nameInDisposition(header: string): string | undefined {
  const extended = EXTENDED.exec(header)?.[1];
  if (extended !== undefined) return decoded(extended);
  return QUOTED.exec(header)?.[1]?.replace(/\\(.)/g, '$1') ?? TOKEN.exec(header)?.[1];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
