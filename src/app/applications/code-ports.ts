/** Site serials, bars and what was never exercised: what the enactment of applications asks of the database. */
import type { PublicationStore, PublicationViews as ShownPublications } from '../publications/publication-ports';
import type { MeasureStore, MeasureViews } from '../publications/measure-ports';
import type { RegistryWatchStore } from '../publications/watch-ports';
import type { SerialRange } from '../../domain/filing/site-code';

/** 闽劳鉴〔2023〕10号 第二十三条: who lost a filing may not apply, both days included. */
export interface ApplicationBar {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface CodeStore extends PublicationStore, MeasureStore, RegistryWatchStore {
  /**
   * The next serials of the province (two digits) inside the range, ascending; fewer than `count` where it is used up.
   * Held until the transaction ends, so whoever asks at the same time waits; a rollback gives them back. What any site of
   * the province has ever used, in whatever first five characters, is passed over.
   */
  takeSiteSerials(province: string, range: SerialRange, count: number): Promise<readonly number[]>;
  /** The longest bar that holds on `day` (`YYYY-MM-DD`); `undefined` where there is none. */
  barOf(creditCode: string, day: string): Promise<ApplicationBar | undefined>;
  /** 内人社办发〔2024〕53号 第十六条: filings among `filingIds` by which nobody was certified inside their terms. */
  neverExercised(filingIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of those who stand in the register, by id or as holder of a certificate that runs on `day` (`YYYY-MM-DD`) or later. */
  registeredStaff(
    people: readonly { readonly id: string; readonly certificateNo: string | null }[],
    day: string,
  ): Promise<ReadonlySet<string>>;
}

export interface PublicationViews extends ShownPublications, MeasureViews {}
