/** The nonce of this page's content security policy; empty on the development server. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/**
 * Ant Design passes the nonce to most of its styles, but not where it locks the page behind a dialog and where it
 * measures a scrollbar (@rc-component/portal and util, updateCSS without csp); its growing text areas write a style
 * attribute. Both are done here in the way that the policy allows our own scripts. What a page could be made to
 * contain as markup still has no style.
 */
export function obeyContentPolicy(): void {
  if (nonce === '') return
  const create: Document['createElement'] = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as Document['createElement']
  const set = Element.prototype.setAttribute
  Element.prototype.setAttribute = function setAttribute(name: string, value: string): void {
    if (name === 'style' && this instanceof HTMLElement) this.style.cssText = value
    else set.call(this, name, value)
  }
}
