import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/bulletins', page: async () => (await import('./BulletinsPage.tsx')).BulletinsPage },
  { path: '/bulletins/:id', page: async () => (await import('./BulletinPage.tsx')).BulletinPage },
  { path: '/briefings', page: async () => (await import('./BriefingsPage.tsx')).BriefingsPage },
  { path: '/briefings/:id', page: async () => (await import('./BriefingPage.tsx')).BriefingPage },
]
