import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/', page: async () => (await import('./HomePage.tsx')).HomePage },
  { path: '/todos', page: async () => (await import('./TodosPage.tsx')).TodosPage },
]
