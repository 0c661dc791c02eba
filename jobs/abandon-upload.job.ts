import { abandonUpload } from '../src/app/abandon-upload';
import { defineJob } from './define-job';
import { textIn } from './payload';

export const abandonUploadJob = defineJob({
  name: 'abandon-upload',
  length: 'short',
  concurrency: 1,
  parse: (payload) => ({ uploadId: textIn(payload, 'uploadId') }),
  run: abandonUpload,
});
