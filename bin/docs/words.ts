/** What the pages call the kinds of rules and the states of capabilities. */
import type { Dimension, Rule, Scope, Severity } from '../../src/domain/rules/rule';
import type { BuildState } from './regulations';

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  authenticity: '真实性 authenticity',
  compliance: '合规性 compliance',
  completeness: '完整性 completeness',
  timeliness: '时效性 timeliness',
  security: '安全性 security',
};
export const DIMENSIONS: readonly Dimension[] = [
  'authenticity',
  'compliance',
  'completeness',
  'timeliness',
  'security',
];

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: '须改正 error: must be mended',
  confirm: '改正或说明理由 confirm: mended, or declared with a reason',
  signal: '仅供监管部门 signal: for the regulator only',
};

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  record: '单条记录 record: one record by itself',
  batch: '整批 batch: records of one batch together',
  hub: '全枢纽 hub: what only the hub knows',
  registry: '登记数据 registry: what stands in the registry or waits in the hub',
};

export const STATE_WORDS: Readonly<Record<BuildState, string>> = {
  built: '已建 built',
  partly: '部分 partly',
  'not yet': '尚未 not yet',
};

export const titleOf = ({ code, title }: Rule): string => `${code} ${title.zh} · ${title.en}`;
