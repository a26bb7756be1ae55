import type { DocumentStore, DocumentVersion, StoredDocument } from '@trueup/core';
import { sql } from 'kysely';
import { inTransaction, type Database } from '../connection/database.ts';
import { pageOf, pageStart } from './page.ts';

export function postgresDocumentStore(db: Database): DocumentStore {
  return {
    ...versionStore(db),

    async byName(name) {
      let query = db.selectFrom('documents').select('body').where('name', '=', name);
      if (db.isTransaction) query = query.forUpdate();
      const row = await query.executeTakeFirst();
      return row && (row.body as StoredDocument);
    },

    async save(document) {
      const changed = {
        owner: document.owner,
        target_type: document.targetType ?? null,
        tags: document.tags.map(({ Key, Value }) => tagText(Key, Value)),
        body: JSON.stringify(document),
      };
      await db
        .insertInto('documents')
        .values({ name: document.name, ...changed })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
        .execute();
    },

    list: (query) => listDocuments(db, query),

    async count() {
      const { count } = await db
        .selectFrom('documents')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    remove: (name, version) => inTransaction(db, (tx) => removeVersions(tx, name, version)),

    async attachment(sha256) {
      const row = await db
        .selectFrom('document_attachments')
        .select('content')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return row && new Uint8Array(row.content);
    },

    putAttachment: (sha256, content) => inTransaction(db, (tx) => putAttachment(tx, sha256, content)),
  };
}

type VersionStore = Pick<DocumentStore, 'addVersion' | 'version' | 'versionNamed' | 'versions'>;

function versionStore(db: Database): VersionStore {
  const versions = db.selectFrom('document_versions').select(['body', 'content']);
  return {
    async addVersion({ content, ...body }) {
      await db
        .insertInto('document_versions')
        .values({
          name: body.name,
          version: body.version,
          version_name: body.versionName ?? null,
          attachments: body.attachments.map(({ sha256 }) => sha256),
          content: JSON.stringify(content),
          body: JSON.stringify(body),
        })
        .execute();
    },

    async version(name, version) {
      const row = await versions.where('name', '=', name).where('version', '=', version).executeTakeFirst();
      return row && toVersion(row);
    },

    async versionNamed(name, versionName) {
      const row = await versions.where('name', '=', name).where('version_name', '=', versionName).executeTakeFirst();
      return row && toVersion(row);
    },

    async versions(name, page) {
      const start = pageStart(page, 'versions', ['number']);
      let query = db.selectFrom('document_versions').select('body').where('name', '=', name).orderBy('version', 'desc');
      if (start.after) query = query.where('version', '<', Number(start.after[0]));
      return pageOf(await query.limit(start.limit + 1).execute(), start, 'versions', ({ body }) => {
        const item = body as Omit<DocumentVersion, 'content'>;
        return { item, key: [item.version] };
      });
    },
  };
}

type ListQuery = Parameters<DocumentStore['list']>[0];

async function listDocuments(db: Database, { namePrefixes, owners, targetTypes, tag, ...page }: ListQuery) {
  const start = pageStart(page, 'documents', ['string']);
  let query = db.selectFrom('documents').select('body').orderBy('name');
  if (namePrefixes) query = query.where(sql<boolean>`name ^@ any(${[...namePrefixes]}::text[])`);
  if (owners) query = query.where(sql<boolean>`owner = any(${[...owners]}::text[])`);
  if (targetTypes) query = query.where(sql<boolean>`target_type = any(${[...targetTypes]}::text[])`);
  if (tag) {
    const wanted = tag.values.map((value) => tagText(tag.key, value));
    query = query.where(sql<boolean>`tags && ${wanted}::text[]`);
  }
  if (start.after) query = query.where('name', '>', String(start.after[0]));
  return pageOf(await query.limit(start.limit + 1).execute(), start, 'documents', ({ body }) => {
    const item = body as StoredDocument;
    return { item, key: [item.name] };
  });
}

/** Nobody adds a version meanwhile that names what is swept up here. */
async function removeVersions(tx: Database, name: string, version: number | undefined): Promise<void> {
  await sql`lock table trueup.document_versions in share row exclusive mode`.execute(tx);
  let versions = tx.deleteFrom('document_versions').where('name', '=', name);
  if (version !== undefined) versions = versions.where('version', '=', version);
  const removed = await versions.returning('attachments').execute();
  if (version === undefined) await tx.deleteFrom('documents').where('name', '=', name).execute();
  const candidates = [...new Set(removed.flatMap(({ attachments }) => attachments))];
  if (candidates.length === 0) return;
  await sql`
    delete from trueup.document_attachments as attachment
    where sha256 = any(${candidates}::text[])
      and not exists (select from trueup.document_versions where attachment.sha256 = any(attachments))`.execute(tx);
}

/** Waits for a removal under way, which might take it for one that no version names. */
async function putAttachment(tx: Database, sha256: string, content: Uint8Array): Promise<void> {
  await sql`lock table trueup.document_versions in row exclusive mode`.execute(tx);
  await tx
    .insertInto('document_attachments')
    .values({ sha256, content: Buffer.from(content) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

/** A key and its value as one text, whatever characters they hold. */
function tagText(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function toVersion({ body, content }: { readonly body: unknown; readonly content: unknown }): DocumentVersion {
  return { ...(body as Omit<DocumentVersion, 'content'>), content: content as string };
}
