/** Numbers that the hub gives: `P`, the year, the region of the institution and a serial of that region and year. */
const SERIAL_DIGITS = 6;
export const PLAN_SERIAL_MAX = 10 ** SERIAL_DIGITS - 1;

/** `P2026-510100-000001`. Throws RangeError beyond the last serial. */
export function planNumber(year: string, regionCode: string, serial: number): string {
  return `P${year}-${regionCode}-${serialText(serial)}`;
}

/** Of people of the register: `S2026-510100-000001`. */
export function staffNumber(year: string, regionCode: string, serial: number): string {
  return `S${year}-${regionCode}-${serialText(serial)}`;
}

function serialText(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > PLAN_SERIAL_MAX)
    throw new RangeError('The serials of the year are used up.');
  return String(serial).padStart(SERIAL_DIGITS, '0');
}
