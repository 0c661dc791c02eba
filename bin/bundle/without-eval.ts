/** Imported before all else: a page with a strict Content-Security-Policy lets nobody make code out of text. */
import { config } from 'zod';

config({ jitless: true });
