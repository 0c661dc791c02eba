/**
 * Short keys of a chunk's records, from which repetitions in a batch are found without reading its rows again: of the holding
 * and of the number eight bytes each. Two of a million share theirs by chance once in ten million batches, so what is found is
 * looked at again.
 */
import { seenBefore } from '../rules/seen-before';
import { hashText } from '../rules/text-hash';

const WORDS_PER_KEY = 2;
const WORDS_PER_RECORD = 2 * WORDS_PER_KEY;
const UNIT = 0xffff;
const UNIT_BITS = 16;

export interface RepeatKeys {
  /** In the order of the lines. `null`: nothing that could repeat. */
  add(holdingKey: Uint8Array | null, certificateNo: string | null): void;
  /** 16 bytes a record, little-endian; zeros where there is none. */
  bytes(): Uint8Array;
}

/** @param records of the chunk, all of which are added */
export function repeatKeys(records: number): RepeatKeys {
  const view = new DataView(new ArrayBuffer(records * WORDS_PER_RECORD * Uint32Array.BYTES_PER_ELEMENT));
  const hash = new Uint32Array(3);
  let at = 0;
  const put = (word: number): void => {
    view.setUint32(at, word, true);
    at += Uint32Array.BYTES_PER_ELEMENT;
  };
  return {
    add: (holdingKey, certificateNo) => {
      const held = holdingKey === null ? undefined : new DataView(holdingKey.buffer, holdingKey.byteOffset);
      put(held?.getUint32(0, true) ?? 0);
      put(held?.getUint32(Uint32Array.BYTES_PER_ELEMENT, true) ?? 0);
      if (certificateNo === null) hash.fill(0);
      else hashText(certificateNo, hash);
      put(hash[0] ?? 0);
      put(hash[1] ?? 0);
    },
    bytes: () => new Uint8Array(view.buffer),
  };
}

/** Lines, ascending, of which some repeat another one of them; the first of each group among them. */
export interface RepeatingLines {
  readonly holdings: readonly number[];
  readonly numbers: readonly number[];
}

/** Asked chunk after chunk, in the order of their numbers. */
export function repeatingLines(): {
  add(keys: Uint8Array): void;
  found(): RepeatingLines;
} {
  const [holdings, numbers] = [linesOfKeys(), linesOfKeys()];
  let line = 0;
  return {
    add: (keys) => {
      const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
      const bytes = WORDS_PER_RECORD * Uint32Array.BYTES_PER_ELEMENT;
      for (let at = 0; at + bytes <= keys.byteLength; at += bytes) {
        line += 1;
        holdings.add(view.getUint32(at, true), view.getUint32(at + 4, true), line);
        numbers.add(view.getUint32(at + 8, true), view.getUint32(at + 12, true), line);
      }
    },
    found: () => ({ holdings: holdings.repeating(), numbers: numbers.repeating() }),
  };
}

function linesOfKeys(): { add(one: number, other: number, line: number): void; repeating(): readonly number[] } {
  const firstOf = seenBefore();
  const lines = new Set<number>();
  return {
    add: (one, other, line) => {
      if (one === 0 && other === 0) return;
      const key = String.fromCharCode(one & UNIT, one >>> UNIT_BITS, other & UNIT, other >>> UNIT_BITS);
      const first = firstOf(key, line);
      if (first !== undefined) lines.add(first).add(line);
    },
    repeating: () => [...lines].sort((one, other) => one - other),
  };
}
