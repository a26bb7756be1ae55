/** Lets plain clicks on links within the console change the page without loading it anew. Others are the browser's. */
export function followLinks(router: { readonly history: { push(path: string): void } }): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || /^\/(?:api|auth)\//.test(link.pathname)) return;
    event.preventDefault();
    router.history.push(`${link.pathname}${link.search}${link.hash}`);
  });
}
