import { z } from 'zod';

/** An instant as someone gives it; it goes on in UTC with milliseconds. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T09:30:00Z' })
  .meta({ format: 'date-time' });
