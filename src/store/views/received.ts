import type { ReceivedViews } from '../../app/forwarding/received-ports';
import type { Query } from './query';

export const receivedViews = (_query: Query): ReceivedViews => ({});
