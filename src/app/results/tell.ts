/** What the parties of a notice are told; the texts hold the number of the plan and no person. */
import type { Bilingual } from '../../domain/bilingual';
import type { Audience } from '../notifications/notification-ports';
import type { Subject } from '../decisions/decision-ports';
import type { Hub, Stores } from '../ports';
import type { Results } from './results-ports';

type Told = Pick<Results, 'id' | 'planNo' | 'institutionCode' | 'regionCode'>;

export const tellOffice = (hub: Hub, stores: Stores, results: Told, topic: string, text: Bilingual, of?: Subject) =>
  tell(hub, stores, { results, topic, text, of, audience: { role: 'CITY', regionCode: results.regionCode } });

export const tellInstitution = (
  hub: Hub,
  stores: Stores,
  results: Told,
  topic: string,
  text: Bilingual,
  of?: Subject,
) =>
  tell(hub, stores, {
    results,
    topic,
    text,
    of,
    audience: { role: 'INSTITUTION', institutionCode: results.institutionCode },
  });

interface Message {
  readonly results: Told;
  readonly topic: string;
  readonly text: Bilingual;
  /** The results, unless something else. */
  readonly of: Subject | undefined;
  readonly audience: Audience;
}

const tell = (hub: Hub, stores: Stores, { results, topic, text, of, audience }: Message): Promise<void> =>
  stores.notifications.tell([
    {
      id: hub.newId(),
      audience,
      topic,
      subject: of ?? { kind: 'RESULTS', id: results.id },
      text: { zh: `计划 ${results.planNo}:${text.zh}。`, en: `Plan ${results.planNo}: ${text.en}.` },
      at: hub.now(),
    },
  ]);
