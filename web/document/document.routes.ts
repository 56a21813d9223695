import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/plans/:year/notice', page: async () => (await import('./DocumentPage.tsx')).NoticePage },
  { path: '/documents/:id', page: async () => (await import('./DocumentPage.tsx')).DocumentPage },
]
