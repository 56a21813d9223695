import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/cards', page: async () => (await import('./CardsPage.tsx')).CardsPage },
  { path: '/cards/:id', page: async () => (await import('./CardPage.tsx')).CardPage },
]
