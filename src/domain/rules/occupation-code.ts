/** Occupation codes of the classification: major, middle and small class, occupation (`6-31-01-03`). */
const SHAPE = /^[1-8](?:-[0-9]{2}){3}$/;

/** True for what could be a code of one of the eight majors; 0 and 9 are none. */
export const isOccupationCode = (code: string): boolean => SHAPE.test(code);
