/**
 * A small description of flat objects and lists, enough to check a registry document field by field.
 * Problems name the place and what is expected there, never the value that was found.
 */
import type { Bilingual } from '../bilingual';

export interface Problem {
  /** JSON Pointer into the document. */
  readonly path: string;
  readonly message: Bilingual;
}
export type Report = (path: string, message: Bilingual) => void;

export interface ValueShape {
  readonly kind: 'value';
  readonly test: (value: unknown) => boolean;
  readonly message: Bilingual;
}
export interface ListShape {
  readonly kind: 'list';
  readonly of: ValueShape | ObjectShape;
  readonly max: number;
}
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: { readonly [name: string]: FieldShape };
}
export type FieldShape = (ValueShape | ListShape | ObjectShape) & {
  readonly nullable?: boolean;
  readonly optional?: boolean;
};

export const value = (test: (value: unknown) => boolean, zh: string, en: string): ValueShape => ({
  kind: 'value',
  test,
  message: { zh, en },
});
export const list = (of: ValueShape | ObjectShape, max: number): ListShape => ({ kind: 'list', of, max });
export const object = (fields: ObjectShape['fields']): ObjectShape => ({ kind: 'object', fields });
export const nullable = <Shape extends FieldShape>(shape: Shape): Shape & { readonly nullable: true } => ({
  ...shape,
  nullable: true,
});
export const optional = <Shape extends FieldShape>(shape: Shape): Shape & { readonly optional: true } => ({
  ...shape,
  optional: true,
});

export const isPlainObject = (found: unknown): found is { readonly [name: string]: unknown } =>
  typeof found === 'object' && found !== null && !Array.isArray(found);

/** Reports every fault of `found`; true when there was none. */
export function checkShape(shape: FieldShape, found: unknown, path: string, report: Report): boolean {
  if (found === null && shape.nullable === true) return true;
  if (shape.kind === 'value') return shape.test(found) || fail(report, path, shape.message);
  if (shape.kind === 'list') return checkList(shape, found, path, report);
  return checkObject(shape, found, path, report);
}

function checkList(shape: ListShape, found: unknown, path: string, report: Report): boolean {
  if (!Array.isArray(found)) return fail(report, path, { zh: '应为数组。', en: 'An array is expected.' });
  if (found.length > shape.max) {
    return fail(report, path, { zh: `最多 ${shape.max} 项。`, en: `At most ${shape.max} entries are allowed.` });
  }
  return found
    .map((entry: unknown, place) => checkShape(shape.of, entry, `${path}/${place}`, report))
    .every((sound) => sound);
}

function checkObject({ fields }: ObjectShape, found: unknown, path: string, report: Report): boolean {
  if (!isPlainObject(found)) return fail(report, path, { zh: '应为对象。', en: 'An object is expected.' });
  const unknown = Object.keys(found).filter((name) => !Object.hasOwn(fields, name));
  for (const name of unknown)
    fail(report, `${path}/${pointerPart(name)}`, { zh: '未定义字段。', en: 'Unknown field.' });
  const known = Object.entries(fields).map(([name, field]) => {
    const place = `${path}/${name}`;
    if (found[name] !== undefined) return checkShape(field, found[name], place, report);
    return field.optional === true || fail(report, place, { zh: '缺少字段。', en: 'The field is missing.' });
  });
  return unknown.length === 0 && known.every((sound) => sound);
}

function fail(report: Report, path: string, message: Bilingual): false {
  report(path, message);
  return false;
}

/** Longest piece of a foreign field name that a problem repeats. */
const POINTER_PART_MAX = 100;
const pointerPart = (name: string): string =>
  name.slice(0, POINTER_PART_MAX).replaceAll('~', '~0').replaceAll('/', '~1');
