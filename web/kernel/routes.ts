import type { ComponentType } from 'react'

/**
 * A page and its address, such as `/items/:id`. Every `web/<module>/<module>.routes.ts` exports `routes`, a list of
 * these; pages load when they are first opened.
 */
export type PageRoute = { readonly path: `/${string}`; readonly page: () => Promise<ComponentType> }

const modules = import.meta.glob<{ routes: readonly PageRoute[] }>('../*/*.routes.ts', { eager: true })

export const pageRoutes: readonly PageRoute[] = Object.values(modules).flatMap((module) => module.routes)
