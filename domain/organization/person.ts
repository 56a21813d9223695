import { type PostKind, posts } from '#domain/kernel/actor.ts'
import type { Rule, Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { keepsPeople, keepsPosts } from './organization.ts'

export const personStates = {
  active: { zh: '在用', en: 'Active' },
  disabled: { zh: '已停用', en: 'Disabled' },
} as const satisfies Record<string, Text>
export type PersonState = keyof typeof personStates
export const personStateNames = Object.keys(personStates) as [PersonState, ...PersonState[]]

export type PersonFacts = {
  readonly state: PersonState
  readonly id: string
  /** The administrator post that nobody else holds without an end day. */
  readonly lastOf: PostKind | null
}
export type PersonAction = 'disable' | 'enable' | 'resetPassword' | 'endSessions'

const notOneself: Rule<PersonFacts> = {
  code: 'oneself',
  message: () => ({ zh: '不得停用自己。', en: 'Nobody disables himself.' }),
  holds: ({ id }, { actor }) => actor.id !== id,
}

/** An administrator's lost password is reset by another one; his own he would keep from a session left open. */
const notOwnPassword: Rule<PersonFacts> = {
  code: 'own_password',
  message: () => ({
    zh: '不得重置自己的密码，须由另一名系统管理员重置。',
    en: 'Nobody resets his own password: another system administrator does.',
  }),
  holds: ({ id }, { actor }) => actor.id !== id,
}

const notTheLast: Rule<PersonFacts> = {
  code: 'last_administrator',
  message: ({ lastOf }) => lastOfSentence(lastOf),
  holds: ({ lastOf }) => lastOf === null,
}

/** System and security administrator must never be without a person; the audit administrator can be granted anew. */
export const indispensable = ['systemAdmin', 'securityAdmin'] as const satisfies readonly PostKind[]

export const lastOfSentence = (kind: PostKind | null): Text => {
  const { zh, en } = posts[kind ?? 'systemAdmin']
  return {
    zh: `这是最后一名${zh}，须先授予他人。`,
    en: `This is the last ${en.toLowerCase()}: grant the post to somebody else first.`,
  }
}

export const personTransitions: Record<PersonAction, Transition<PersonState, PersonFacts>> = {
  disable: {
    label: { zh: '停用', en: 'Disable' },
    from: ['active'],
    to: 'disabled',
    basis: 'organization.person',
    requires: [keepsPeople, notOneself, notTheLast],
  },
  enable: {
    label: { zh: '恢复', en: 'Enable again' },
    from: ['disabled'],
    to: 'active',
    basis: 'organization.person',
    requires: [keepsPeople],
  },
  resetPassword: {
    label: { zh: '重置密码', en: 'Reset password' },
    from: ['active'],
    to: 'active',
    basis: 'organization.person',
    requires: [keepsPeople, notOwnPassword],
  },
  endSessions: {
    label: { zh: '结束其登录', en: 'End sessions' },
    from: ['active'],
    to: 'active',
    basis: 'organization.post',
    requires: [keepsPosts],
  },
}

/** A start password is for an account without any: it never takes the place of one that somebody chose. */
export const withoutPassword: Rule<{ readonly withPassword: readonly string[] }> = {
  code: 'has_password',
  message: ({ withPassword: names }) => ({
    zh: `${names.slice(0, 3).join('、')}${names.length > 3 ? `等${names.length}人` : ''}已有密码，不再发放初始密码。`,
    en: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} already have a password.`,
  }),
  holds: ({ withPassword: names }) => names.length === 0,
}

export const personFields = {
  name: { name: { zh: '姓名', en: 'Name' } },
  userName: { name: { zh: '用户名', en: 'User name' } },
  kind: { name: { zh: '身份', en: 'Kind' } },
  mailAddress: { name: { zh: '邮箱地址', en: 'Mail address' } },
} as const
