import type { Territory } from '../../domain/tenancy/territory';

/** Sorts behind every digit in the order of bytes, which is that of the columns of codes. */
const PAST_ALL_DIGITS = '~';

/** Conditions and their parameters, in step. Text from callers is only ever a parameter. */
export class Conditions {
  private readonly texts: string[] = [];

  /** Conditions of one statement share its parameters. */
  constructor(readonly parameters: unknown[] = []) {}

  /** The placeholder of a new parameter. */
  parameter(value: unknown): string {
    // PostgreSQL text holds no NUL; nothing that is stored can equal such a text.
    this.parameters.push(typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
    return `$${this.parameters.length}`;
  }

  /** `condition` writes `?` where the value goes, once. */
  and(condition: string, value: unknown): this {
    const placeholder = this.parameter(value);
    this.texts.push(condition.replace('?', () => placeholder));
    return this;
  }

  /** Nothing when the filter is not set. */
  andIf(condition: string, value: unknown): this {
    return value === undefined || value === null ? this : this.and(condition, value);
  }

  andPlain(condition: string): this {
    this.texts.push(condition);
    return this;
  }

  /** The wall. Columns name the owner and the region of the row that is asked for. */
  within(territory: Territory, institutionColumn: string, regionColumn: string): this {
    if (territory.institutionCode !== null) return this.and(`${institutionColumn} = ?`, territory.institutionCode);
    return this.inRegion(regionColumn, territory.regionPrefix);
  }

  /**
   * Nothing for the empty prefix, which is everywhere. A range of codes: PostgreSQL compares the two ends with each row of a
   * long list in a third of the time that `starts_with` takes.
   */
  inRegion(regionColumn: string, prefix: string): this {
    if (prefix === '') return this;
    const [from, past] = [this.parameter(prefix), this.parameter(`${prefix}${PAST_ALL_DIGITS}`)];
    return this.andPlain(`(${regionColumn} >= ${from} AND ${regionColumn} < ${past})`);
  }

  /** `TRUE` when there is none. */
  toSql(): string {
    return this.texts.length === 0 ? 'TRUE' : this.texts.join(' AND ');
  }
}
