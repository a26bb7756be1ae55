import type { Scan, ScanStore } from '@trueup/core';
import type { Database } from '../connection/database.ts';
import { olderThan } from './newest-first.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresScanStore(db: Database): ScanStore {
  const scans = db.selectFrom('scans').select('body');
  return {
    async save(scan) {
      const changed = { started_at: scan.startedAt, body: JSON.stringify(scan) };
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
  };
}
