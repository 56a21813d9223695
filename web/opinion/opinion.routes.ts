import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/opinions', page: async () => (await import('./OpinionsPage.tsx')).OpinionsPage },
  { path: '/opinions/:id', page: async () => (await import('./OpinionPage.tsx')).OpinionPage },
]
