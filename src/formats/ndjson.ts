/** NDJSON: one record a line, as it is kept and checked. Nothing is converted. */
import type { UploadFormat } from '../app/upload-format';

export const ndjson: UploadFormat = {
  name: 'NDJSON',
  contentTypes: ['application/x-ndjson'],
  resumable: true,
  convert: null,
};
