import type { DocumentStore, DocumentVersion, Page, PageRequest, StoredDocument } from '@trueup/core';

/** Documents kept in memory, for tests of what stands on the store. */
export function memoryDocuments(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  const versions = new Map<string, Map<number, DocumentVersion>>();
  const attachments = new Map<string, Uint8Array>();
  const all = (name: string): DocumentVersion[] => [...(versions.get(name)?.values() ?? [])];
  return {
    byName: (name) => Promise.resolve(documents.get(name)),
    save: (document) => done(documents.set(document.name, document)),
    addVersion(version) {
      const kept = versions.get(version.name) ?? new Map<number, DocumentVersion>();
      return done(versions.set(version.name, kept.set(version.version, version)));
    },
    version: (name, version) => Promise.resolve(versions.get(name)?.get(version)),
    versionNamed: (name, versionName) => Promise.resolve(all(name).find((one) => one.versionName === versionName)),
    versions: (name, request) =>
      Promise.resolve(
        pageOf(
          all(name).sort((one, other) => other.version - one.version),
          request,
        ),
      ),
    list({ namePrefixes, owners, targetTypes, tag, ...request }) {
      const matching = [...documents.values()]
        .filter(({ name }) => namePrefixes?.some((prefix) => name.startsWith(prefix)) ?? true)
        .filter(({ owner }) => owners?.includes(owner) ?? true)
        .filter(({ targetType }) => targetTypes?.some((type) => type === targetType) ?? true)
        .filter(({ tags }) => !tag || tags.some(({ Key, Value }) => Key === tag.key && tag.values.includes(Value)))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      return Promise.resolve(pageOf(matching, request));
    },
    count: () => Promise.resolve(documents.size),
    remove(name, version) {
      if (version !== undefined) return done(versions.get(name)?.delete(version));
      documents.delete(name);
      return done(versions.delete(name));
    },
    attachment: (sha256) => Promise.resolve(attachments.get(sha256)),
    putAttachment: (sha256, content) => done(attachments.set(sha256, content)),
  };
}

const done = (_: unknown): Promise<void> => Promise.resolve();

/** The cursor is the number of items before the page. */
export function pageOf<T>(items: readonly T[], { limit = 100, cursor = '0' }: PageRequest): Page<T> {
  const end = Number(cursor) + limit;
  return { items: items.slice(Number(cursor), end), ...(end < items.length ? { next: String(end) } : {}) };
}
