import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/reminders', page: async () => (await import('./RemindersPage.tsx')).RemindersPage },
  { path: '/mails', page: async () => (await import('./MailsPage.tsx')).MailsPage },
]
