import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/supervision', page: async () => (await import('./RegisterPage.tsx')).RegisterPage },
  { path: '/tickets', page: async () => (await import('./TicketsPage.tsx')).TicketsPage },
  { path: '/tickets/:id', page: async () => (await import('./TicketPage.tsx')).TicketPage },
]
