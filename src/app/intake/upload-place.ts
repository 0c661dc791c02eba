import type { Standing } from '../../domain/intake/standing';
import type { Upload } from '../intake-ports';
import type { UploadFormat } from '../upload-format';

/** Where an upload stands, for whoever goes on with it. */
export interface UploadPlace extends Standing {
  /** The content has come to its end: sealed, or brought to its end by a stream. */
  readonly isComplete: boolean;
}

export function placeOf(
  { state, content }: Pick<Upload, 'state' | 'content'>,
  standing: Standing,
  { resumable }: Pick<UploadFormat, 'resumable'>,
): UploadPlace {
  const whole = content?.chunks === standing.chunks && standing.missing.length === 0 ? content : null;
  const isComplete = state === 'SEALED' || whole !== null;
  // What cannot go on in its middle begins again, whatever a process that died left of it.
  if (!isComplete) return { ...standing, nextOffset: resumable ? standing.nextOffset : 0, isComplete };
  return { ...standing, nextOffset: whole?.bytes ?? standing.nextOffset, isComplete };
}
