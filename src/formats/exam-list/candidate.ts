/** What the elements of one candidate, or of the plan, say. */
import { LINE_BYTES_MAX } from '../../app/limits';
import { RECORD_FIELDS_MAX } from '../../domain/intake/record-shape';
import { PHOTO } from './fields';
import { type PhotoDigest, photoDigest } from './photo';

export interface Candidate {
  /** Element → text, without empty ones. */
  readonly values: ReadonlyMap<string, string>;
  /** SHA-256, hex; `undefined` where the photo cannot be read, `null` where there is none. */
  readonly photo: string | null | undefined;
  /** Elements of more text than a whole record may have. */
  readonly tooLong: readonly string[];
  /** Elements that stand twice. */
  readonly twice: readonly string[];
  /** Elements that hold elements or attributes, or stand beside text: no field has a place for that. */
  readonly misplaced: readonly string[];
}

/** Elements of one candidate; what is more than a record may have is told when the record is made. */
const ELEMENTS_MAX = 2 * RECORD_FIELDS_MAX;
const IS_BLANK = /^[ \t\r\n]*$/;

export const isBlankText = (text: string): boolean => IS_BLANK.test(text);

interface OpenValue {
  readonly name: string;
  text: string;
  hasText: boolean;
  /** Its text goes there alone. */
  readonly photo: PhotoDigest | undefined;
}

/** The values within an element. */
export class Holder {
  private readonly values = new Map<string, string>();
  private readonly tooLong = new Set<string>();
  private readonly twice: string[] = [];
  private readonly misplaced: string[] = [];
  private photo: Candidate['photo'] = null;
  private open: OpenValue | undefined;

  begin(name: string): void {
    this.open = { name, text: '', hasText: false, photo: name === PHOTO ? photoDigest() : undefined };
  }
  text(text: string): void {
    const { open } = this;
    if (open === undefined) return;
    open.hasText ||= !isBlankText(text);
    if (open.photo !== undefined) open.photo.add(text);
    else if (open.text.length <= LINE_BYTES_MAX) open.text += text;
  }
  /** The value turns out to hold values itself. Answers whether there was text beside them. */
  abandon(): boolean {
    const hadText = this.open?.hasText === true;
    this.open = undefined;
    return hadText;
  }
  end(): void {
    const { open } = this;
    this.open = undefined;
    if (open === undefined) return;
    const { name, text, hasText, photo } = open;
    if (text.length > LINE_BYTES_MAX) this.tooLong.add(name);
    if (!hasText) return;
    if (photo !== undefined) this.endPhoto(photo);
    else if (this.values.has(name)) this.standsTwice(name);
    else if (this.values.size < ELEMENTS_MAX) this.values.set(name, text.trim());
    else this.misplace(name);
  }
  misplace(name: string): void {
    if (this.misplaced.length < ELEMENTS_MAX) this.misplaced.push(name);
  }
  names(): readonly string[] {
    return [...this.values.keys(), ...(this.photo === null ? [] : [PHOTO]), ...this.misplaced];
  }
  isEmpty(): boolean {
    return this.values.size === 0 && this.tooLong.size === 0 && this.misplaced.length === 0 && this.photo === null;
  }
  content(): Candidate {
    const { values, twice, misplaced, photo } = this;
    return { values, tooLong: [...this.tooLong], twice, misplaced, photo };
  }

  private endPhoto(photo: PhotoDigest): void {
    const digest = photo.finish();
    if (digest === null) return;
    if (this.photo === null) this.photo = digest;
    else this.standsTwice(PHOTO);
  }
  private standsTwice(name: string): void {
    if (this.twice.length < ELEMENTS_MAX) this.twice.push(name);
  }
}
