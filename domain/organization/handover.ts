import { longDayText } from '#domain/calendar/workingDays.ts'
import { type Actor, type PostKind, performanceOffice } from '#domain/kernel/actor.ts'
import { hasPost, inOwnPost, type Rule, type Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { isAbove } from './standIn.ts'

/**
 * What hangs on somebody who leaves, on one sheet with a successor for each row, signed by both sides and then done as
 * one act (交接, domain.md 2). Art. 39–41 look at who held a matter when: histories keep both.
 */
export const handoverStates = {
  drafted: { zh: '拟定中', en: 'Draft' },
  handedOver: { zh: '移交人已签字', en: 'Signed by who leaves' },
  signed: { zh: '双方已签字', en: 'Signed by both' },
  applied: { zh: '已交接', en: 'Handed over' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Text>
export type HandoverState = keyof typeof handoverStates
export const handoverStateNames = Object.keys(handoverStates) as [HandoverState, ...HandoverState[]]

export const rowKinds = {
  item: { zh: '评估事项', en: 'Items' },
  post: { zh: '岗位', en: 'Posts' },
  standIn: { zh: '主持工作与代办', en: 'Substitutes and delegations' },
  todo: { zh: '待办', en: 'To do' },
} as const satisfies Record<string, Text>
export type RowKind = keyof typeof rowKinds
export const rowKindNames = Object.keys(rowKinds) as [RowKind, ...RowKind[]]

export const itemRoles = {
  main: { zh: '主要责任人', en: 'Main responsible person' },
  responsible: { zh: '责任人', en: 'Responsible person' },
  participant: { zh: '参与人', en: 'Participant' },
} as const satisfies Record<string, Text>
export type ItemRole = keyof typeof itemRoles
export const itemRoleNames = Object.keys(itemRoles) as [ItemRole, ...ItemRole[]]

/** Which rows can name a successor: a to-do goes with its post, a stand-in simply ends. */
export const takesSuccessor = (kind: RowKind): boolean => kind === 'item' || kind === 'post'

/** An item always has exactly one main responsible person (Art. 20): that row cannot stay empty. */
export const needsSuccessor = (row: { readonly kind: RowKind; readonly role: ItemRole | null }): boolean =>
  row.kind === 'item' && row.role === 'main'

type Held = { readonly kind: PostKind; readonly divisionId: string | null }

export type HandoverFacts = {
  readonly state: HandoverState
  readonly leaverId: string
  /** The posts that the person holds. */
  readonly posts: readonly Held[]
  /** Titles of the rows without the successor they need. */
  readonly open: readonly string[]
  /** Items and posts that have come to hang on the person since the sheet was drawn up. */
  readonly unlisted: number
  /** Successors who hold no business post on that day. */
  readonly unfit: readonly string[]
  readonly successorIds: readonly string[]
  readonly leavesOn: string
}

type Leaver = Pick<HandoverFacts, 'leaverId' | 'posts'>
const isAboveLeaver = (actor: Actor, { posts }: Leaver): boolean => posts.some((post) => isAbove(actor, post))

const byLeaverOrAbove: Rule<Leaver> = {
  code: 'not_leaver_or_above',
  who: { zh: '本人、上级岗位、办绩效办', en: 'The person, the post above, the performance office' },
  message: () => ({
    zh: '须由本人、上级岗位或办绩效办办理。',
    en: 'To be done by the person, the post above or the performance office.',
  }),
  holds: (facts, { actor }) =>
    actor.id === facts.leaverId || isAboveLeaver(actor, facts) || performanceOffice.some((kind) => kind === actor.post),
}

const byLeaver: Rule<Leaver> = {
  code: 'not_leaver',
  who: { zh: '移交人本人', en: 'Who leaves' },
  message: () => ({ zh: '须由移交人本人签字。', en: 'To be signed by the person who leaves.' }),
  holds: ({ leaverId }, { actor }) => actor.id === leaverId,
}

/** The one who takes everything, or a post above; never the person who leaves. */
const byReceiver: Rule<HandoverFacts> = {
  code: 'not_receiver',
  who: {
    zh: '唯一的承接人、上级岗位、办绩效办负责人',
    en: 'The one successor, the post above, head of the performance office',
  },
  message: () => ({
    zh: '须由承接人（只有一人承接时）、上级岗位或办绩效办负责人签字接收。',
    en: 'To be signed by the successor where there is only one, by the post above or by the head of the performance office.',
  }),
  holds: (facts, { actor }) =>
    actor.id !== facts.leaverId &&
    ((facts.successorIds.length === 1 && facts.successorIds[0] === actor.id) ||
      isAboveLeaver(actor, facts) ||
      actor.post === 'performanceOffice.head'),
}

const everyRowTaken: Rule<HandoverFacts> = {
  code: 'successor_missing',
  message: ({ open }) => ({
    zh: `${open
      .slice(0, 3)
      .map((title) => `“${title}”`)
      .join('、')}${open.length > 3 ? `等${open.length}项` : ''}没有承接人。`,
    en: `Without a successor: ${open.slice(0, 3).join('; ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''}.`,
  }),
  holds: ({ open }) => open.length === 0,
}

const sheetIsWhole: Rule<HandoverFacts> = {
  code: 'sheet_outdated',
  message: ({ unlisted }) => ({
    zh: `表外又有${unlisted}项事项或岗位，请修改后重新签字。`,
    en: `${unlisted} more items or posts have come up since: change the sheet and sign it anew.`,
  }),
  holds: ({ unlisted }) => unlisted === 0,
}

const successorsFit: Rule<HandoverFacts> = {
  code: 'successor_without_post',
  message: ({ unfit, leavesOn }) => ({
    zh: `承接人${unfit.join('、')}在${leavesOn}没有业务岗位。`,
    en: `Without a business post on ${leavesOn}: ${unfit.join(', ')}.`,
  }),
  holds: ({ unfit }) => unfit.length === 0,
}

const leavesInTime: Rule<Pick<HandoverFacts, 'leavesOn'>> = {
  code: 'leaves_in_the_past',
  message: (_facts, { today }) => ({
    zh: `离岗日不得早于今天（${longDayText(today).zh}）。`,
    en: `The day of leaving cannot lie before today, ${longDayText(today).en}.`,
  }),
  holds: ({ leavesOn }, { today }) => leavesOn >= today,
}

const holdsAPost: Rule<Leaver> = {
  code: 'no_business_post',
  message: () => ({
    zh: '该人员没有业务岗位，无须交接。',
    en: 'This person holds no business post: nothing to hand over.',
  }),
  holds: ({ posts }) => posts.length > 0,
}

const noOtherSheet: Rule<{ readonly hasOpenSheet: boolean }> = {
  code: 'sheet_exists',
  message: () => ({ zh: '该人员已有未办结的交接表。', en: 'A sheet for this person is under way already.' }),
  holds: ({ hasOpenSheet }) => !hasOpenSheet,
}

/** Conditions of drawing up a sheet. */
export const drawUpRules: readonly Rule<Leaver & { readonly leavesOn: string; readonly hasOpenSheet: boolean }>[] = [
  inOwnPost,
  byLeaverOrAbove,
  holdsAPost,
  leavesInTime,
  noOtherSheet,
]

const applier = hasPost<unknown>(performanceOffice, {
  zh: '双方签字后由办绩效办办理。',
  en: 'Done by the performance office once both have signed.',
})

export type HandoverAction = 'edit' | 'handOver' | 'receive' | 'apply' | 'withdraw'
const basis = 'organization.handover'

export const handoverTransitions: Record<HandoverAction, Transition<HandoverState, HandoverFacts>> = {
  edit: {
    label: { zh: '修改', en: 'Change' },
    from: ['drafted', 'handedOver', 'signed'],
    to: 'drafted',
    basis,
    requires: [inOwnPost, byLeaverOrAbove],
  },
  handOver: {
    label: { zh: '移交签字', en: 'Sign as who leaves' },
    from: ['drafted'],
    to: 'handedOver',
    basis,
    requires: [inOwnPost, byLeaver, sheetIsWhole, everyRowTaken, successorsFit],
  },
  receive: {
    label: { zh: '接收签字', en: 'Sign as who receives' },
    from: ['handedOver'],
    to: 'signed',
    basis,
    requires: [inOwnPost, byReceiver, sheetIsWhole, successorsFit],
  },
  apply: {
    label: { zh: '办理交接', en: 'Carry out the handover' },
    from: ['signed'],
    to: 'applied',
    basis,
    requires: [applier, sheetIsWhole, successorsFit],
  },
  withdraw: {
    label: { zh: '撤回', en: 'Withdraw' },
    from: ['drafted', 'handedOver', 'signed'],
    to: 'withdrawn',
    basis,
    requires: [inOwnPost, byLeaverOrAbove],
  },
}

export const handoverFields = {
  leavesOn: { name: { zh: '离岗日', en: 'Leaves on' } },
  rows: { name: { zh: '移交事项', en: 'Rows' } },
  digest: { name: { zh: '内容摘要', en: 'Digest' } },
} as const
