import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/notices', page: async () => (await import('./NoticesPage.tsx')).NoticesPage },
  { path: '/webhook', page: async () => (await import('./WebhookPage.tsx')).WebhookPage },
]
