import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/catalogue', page: async () => (await import('./CataloguePage.tsx')).CataloguePage },
  { path: '/catalogue/:id', page: async () => (await import('./CatalogueIndicatorPage.tsx')).CatalogueIndicatorPage },
]
