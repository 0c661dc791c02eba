import { problemsOfHttps } from '../connectors/https-address';
import type { FeedProblem } from './feeds/reading';
export const x: { between?: (given: object) => readonly FeedProblem[] } = { between: problemsOfHttps };
