/** An upload as those of its territory see it, and where it stands: the same that its sender is told at the door. */
import { standingOf } from '../domain/intake/standing';
import type { Territory } from '../domain/tenancy/territory';
import { placeOf, type UploadPlace } from './intake/upload-place';
import type { Hub } from './ports';
import { formatNamed, RAW_FORMAT } from './upload-format';
import type { UploadView } from './views';

export type FoundUpload = UploadView & UploadPlace;

export async function findUpload(hub: Hub, territory: Territory, id: string): Promise<FoundUpload | undefined> {
  const upload = await hub.views.upload(territory, id);
  if (upload === undefined) return undefined;
  const format = formatNamed(hub.formats, upload.format ?? RAW_FORMAT);
  return { ...upload, ...placeOf(upload, standingOf(upload.receipts), format) };
}
