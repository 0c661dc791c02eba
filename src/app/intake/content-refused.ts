import type { Refusal } from '../refusal';

/** Thrown out of the flow of a content that cannot be taken; the verb answers the refusal. */
export class ContentRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = 'ContentRefused';
  }
}

/** The part that was sent is over, the content is not: its reader must not take this for the end. */
export class PartEnded extends Error {}
