import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/own-password', page: async () => (await import('./OwnPasswordPage.tsx')).OwnPasswordPage },
  { path: '/sessions', page: async () => (await import('./SessionsPage.tsx')).SessionsPage },
]
