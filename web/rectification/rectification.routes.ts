import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/rectifications', page: async () => (await import('./RectificationsPage.tsx')).RectificationsPage },
  { path: '/rectifications/new', page: async () => (await import('./OrderEditPage.tsx')).OrderNewPage },
  { path: '/rectifications/:id', page: async () => (await import('./OrderPage.tsx')).OrderPage },
  { path: '/rectifications/:id/edit', page: async () => (await import('./OrderEditPage.tsx')).OrderEditPage },
  { path: '/finding-notes/:id', page: async () => (await import('./NotePage.tsx')).NotePage },
]
