import { freeAtOnce } from '../spent-bytes';

/**
 * Memory in which chunks are gathered, used again and again: a million records pass through a few slabs, and the garbage
 * collector has nothing to do with them.
 */
export interface Slabs {
  /** At least so many bytes, with anything in them. */
  take(bytes: number): Buffer;
  /** The same beginning in more room; the smaller slab is given back. */
  grow(slab: Buffer, filled: number, bytes: number): Buffer;
  /** A slab or a view of one that nobody reads any more. What never was a slab is left alone. */
  giveBack(bytes: Buffer): void;
  /** No more is taken: what is free or comes back from here on is no longer kept. */
  close(): void;
}

/** Most chunks of 2,000 records. */
const SLAB_BYTES = 2 * 1024 * 1024;

/** For one stream. */
export function slabsOf(freeMax: number): Slabs {
  const made = new WeakMap<ArrayBufferLike, Buffer>();
  const free: Buffer[] = [];
  let isClosed = false;
  const take = (bytes: number): Buffer => {
    const used = bytes <= SLAB_BYTES ? free.pop() : undefined;
    if (used !== undefined) return used;
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, bytes));
    made.set(slab.buffer, slab);
    return slab;
  };
  const drop = (slab: Buffer): void => {
    made.delete(slab.buffer);
    freeAtOnce(slab);
  };
  const giveBack = (bytes: Buffer): void => {
    const slab = made.get(bytes.buffer);
    if (slab === undefined || free.includes(slab)) return;
    if (!isClosed && slab.length === SLAB_BYTES && free.length < freeMax) free.push(slab);
    else drop(slab);
  };
  return {
    take,
    giveBack,
    close: () => {
      isClosed = true;
      free.splice(0).forEach(drop);
    },
    grow: (slab, filled, bytes) => {
      const larger = take(Math.max(slab.length * 2, bytes));
      slab.copy(larger, 0, 0, filled);
      giveBack(slab);
      return larger;
    },
  };
}
