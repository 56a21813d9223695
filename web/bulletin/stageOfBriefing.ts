import type { Text } from '#domain/kernel/text.ts'

export const briefingName: Text = { zh: '专报', en: 'Briefings' }

/** The look of the states of a briefing. */
export const stageOfBriefing = { drafted: 'open', sent: 'reported', withdrawn: 'upcoming' } as const
