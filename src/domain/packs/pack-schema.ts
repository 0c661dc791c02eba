/** A pack as a schema: what its JSON may hold, and as JSON Schema for those who write one. */
import { z } from 'zod';
import type { Pack } from './pack';
import { PARAMETERS } from './parameter-shapes';
import { named } from './shape-problems';
import { bilingual, date, list, text } from './value-schemas';

const TITLE_CHARS_MAX = 100;
const BASIS_CHARS_MAX = 100;

export const REGION_SHAPE = /^([0-9]{2}0000|[0-9]{4}00)$/;
const JURISDICTION_SHAPE = /^[a-z]+(-[a-z]+)*$/;
const RULE_CODE_SHAPE = /^[A-Z]{3}-[0-9]{3}$/;
const CODE_OR_NAME_SHAPE = /^([A-Z]{3}-[0-9]{3}|[a-z][A-Za-z]*)$/;

const jurisdiction = z.string().regex(JURISDICTION_SHAPE, named('NO_NAME')).max(50);
const basis = list(text(BASIS_CHARS_MAX), 1);
const title = z.strictObject({ zh: text(TITLE_CHARS_MAX), en: text(TITLE_CHARS_MAX) });

const parameters = z.strictObject(
  Object.fromEntries(
    Object.entries(PARAMETERS).map(([name, { schema, label }]) => [
      name,
      z
        .strictObject({ value: schema, basis, note: bilingual.optional() })
        .describe(`${label.zh} · ${label.en}`)
        .optional(),
    ]),
  ),
);

const ruleSwitch = z.strictObject({
  enabled: z.boolean().optional(),
  severity: z.enum(['error', 'confirm', 'signal']).optional(),
  basis,
  note: bilingual.optional(),
});

const grant = z.strictObject({
  of: z.string().regex(CODE_OR_NAME_SHAPE, named('NEITHER_PARAMETER_NOR_RULE')),
  basis,
  reason: bilingual,
});

const PACK = z.strictObject({
  jurisdiction: jurisdiction.describe('地区名称 · name of the jurisdiction'),
  region: z
    .string()
    .regex(REGION_SHAPE, named('NO_REGION'))
    .describe('行政区划代码 · GB/T 2260'),
  base: jurisdiction.nullable().describe('上级规则包所属地区 · jurisdiction under it; null for the nation'),
  version: date.describe('版本 · the date that names the version'),
  title,
  from: date.describe('适用的首个考试日期 · first exam date that it governs'),
  to: date.nullable().describe('适用的最后考试日期 · last exam date, null for open'),
  parameters,
  rules: z.record(z.string().regex(RULE_CODE_SHAPE, named('NO_RULE_CODE')), ruleSwitch),
  grants: list(grant),
});

/** JSON Schema (draft 7) of a pack file. */
export const packSchema = (): object => ({
  ...z.toJSONSchema(PACK, { target: 'draft-7', io: 'input' }),
  title: '规则包 Rule pack',
});

export type ShapeIssue = z.core.$ZodIssue;

export const isShapedLikePack = (value: unknown): value is Pack => PACK.safeParse(value).success;
/** Empty when it has the shape. */
export const shapeIssues = (value: unknown): readonly ShapeIssue[] => PACK.safeParse(value).error?.issues ?? [];

/** The keys that may stand in the object at `path` of a pack; empty where any may. */
export function knownKeysAt(path: readonly PropertyKey[]): readonly string[] {
  const [head, name] = path;
  if (path.length === 0) return Object.keys(PACK.shape);
  if (head === 'parameters') return path.length === 1 ? Object.keys(PARAMETERS) : ['value', 'basis', 'note'];
  if (head === 'rules' && name !== undefined) return Object.keys(ruleSwitch.shape);
  return head === 'grants' ? Object.keys(grant.shape) : [];
}
