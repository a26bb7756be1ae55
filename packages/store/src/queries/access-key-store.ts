import type { AccessKey, AccessKeyStore } from '@trueup/core';
import type { Database } from '../connection/database.ts';

export function postgresAccessKeyStore(db: Database): AccessKeyStore {
  const keys = db.selectFrom('access_keys').select('body');
  return {
    async insert(key) {
      await db
        .insertInto('access_keys')
        .values({ id: key.accessKeyId, created_at: key.createdAt, body: JSON.stringify(key) })
        .execute();
    },

    async byId(accessKeyId) {
      const row = await keys.where('id', '=', accessKeyId).executeTakeFirst();
      return row && (row.body as AccessKey);
    },

    async list() {
      const rows = await keys.orderBy('created_at').orderBy('id').execute();
      return rows.map(({ body }) => body as AccessKey);
    },

    async remove(accessKeyId) {
      await db.deleteFrom('access_keys').where('id', '=', accessKeyId).execute();
    },
  };
}
