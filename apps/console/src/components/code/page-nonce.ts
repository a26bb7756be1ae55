/** What lets the editors add their styles under the content security policy. */
export const pageNonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="nonce"]')?.content ?? '';
