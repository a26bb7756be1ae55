import type { AccountScans, Scan, ScanStore } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresScanStore(db: Database): ScanStore {
  const scans = db.selectFrom('scans').select('body');
  return {
    async save(scan) {
      const changed = {
        started_at: scan.startedAt,
        status: scan.status,
        accounts: [...scan.accounts],
        body: JSON.stringify(scan),
      };
      await db
        .insertInto('scans')
        .values({ id: scan.id, ...changed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
        .execute();
    },

    async byId(id) {
      const row = await scans.where('id', '=', id).executeTakeFirst();
      return row && (row.body as Scan);
    },

    async list(page) {
      const start = pageStart(page, 'scans', ['instant', 'string']);
      let query = scans.orderBy('started_at', 'desc').orderBy('id', 'desc');
      if (start.after) query = query.where(olderThan('started_at', start.after));
      return pageOf(await query.limit(start.limit + 1).execute(), start, 'scans', (row) => {
        const item = row.body as Scan;
        return { item, key: [item.startedAt, item.id] };
      });
    },

    async latestOf(accounts) {
      const found = await runRaw<LatestIds>(db, LATEST, [[...accounts]]);
      const ids = new Set(found.flatMap(({ last, finished }) => (finished === null ? [last] : [last, finished])));
      // Most accounts share their scans, and a scan is long.
      const rows = await scans.where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids])))).execute();
      const byId = new Map(rows.map(({ body }) => [(body as Scan).id as string, body as Scan]));
      return found.flatMap(({ accountId, ...latest }): AccountScans[] => {
        const [last, finished] = [byId.get(latest.last), byId.get(latest.finished ?? '')];
        return last === undefined ? [] : [{ accountId, last, ...(finished === undefined ? {} : { finished }) }];
      });
    },
  };
}

interface LatestIds {
  readonly accountId: string;
  readonly last: string;
  readonly finished: string | null;
}

const newest = (condition: string): string => `
  select id from trueup.scans where given.account = any(accounts) and ${condition}
  order by started_at desc, id desc limit 1`;

const LATEST = `
  select given.account as "accountId", last.id as last, finished.id as finished
  from unnest($1::text[]) as given (account)
    cross join lateral (${newest('true')}) as last
    left join lateral (${newest(`status = 'finished'`)}) as finished on true`;
