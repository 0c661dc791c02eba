/** Parameters of a statement of many rows. Bytes go as they are, which an array of them would not. */
export class Parameters {
  readonly all: unknown[] = [];

  /** One more row; answers its place in the text. */
  row(values: readonly unknown[]): string {
    const first = this.all.length + 1;
    this.all.push(...values);
    return `(${values.map((_value, index) => `$${first + index}`).join(', ')})`;
  }
}
