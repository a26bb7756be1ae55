import { config } from 'zod';

/** Zod would try whether code can be made of text, which the content security policy forbids and reports. Imported first. */
config({ jitless: true });
