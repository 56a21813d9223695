import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { AmendmentRoute } from './amendmentRoute.ts'

/** Of these changes the leading group is informed once they are in the plan; misprints and persons are recorded only. */
export const isGroupInformed = (route: AmendmentRoute): boolean => route !== 'persons'

export const readingLabel: Text = { zh: '已阅', en: 'Read' }
export const readingBasis = 'plan.inform'

type ReadingFacts = {
  /** This person is one of those who were informed. */
  readonly isInformed: boolean
  readonly readAt: string | null
}

/** Who marks a change as read: whoever of the group was informed, once. The person counts, not the post acted under. */
export const readingRules: readonly Rule<ReadingFacts>[] = [
  {
    code: 'not_informed',
    who: { zh: '被告知的领导小组成员', en: 'Members of the leading group who were informed' },
    message: () => ({
      zh: '由被告知的领导小组成员阅知。',
      en: 'For the members of the leading group who were informed.',
    }),
    holds: ({ isInformed }) => isInformed,
  },
  {
    code: 'read_already',
    message: () => ({ zh: '您已阅知。', en: 'You have marked it as read.' }),
    holds: ({ readAt }) => readAt === null,
  },
]
