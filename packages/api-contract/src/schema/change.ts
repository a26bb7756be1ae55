import { z } from 'zod';
import { list } from './list.ts';
import { auditRecord } from './record.ts';

/** What may have changed: the kinds of things that records are about, and the steps of an execution. */
export const changeTopic = z.enum([...auditRecord.shape.subject.shape.kind.options, 'step']);
export type ChangeTopic = z.output<typeof changeTopic>;

/**
 * The data of every event of `watchChanges`. It says what kinds of things changed and never which, so it tells nobody
 * of what lies outside of his grants. The id of an event is the seq of the last record that it covers.
 */
export const changeNotice = z.object({ topics: list(changeTopic) });
export type ChangeNotice = z.output<typeof changeNotice>;

/** The event that begins a stream which continues none: its id is where the log stands, and it has no topics. */
export const HELLO_EVENT = 'hello';
/** The last event of whoever may watch no more: a client does not come back before it has logged in again. */
export const ENDED_EVENT = 'ended';
