import type { PostKind } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Language, Text } from '#domain/kernel/text.ts'
import {
  type Channel,
  channels,
  type NoticeKind,
  type NoticeSubject,
  noticeKind,
  noticeKindNames,
  subjectPages,
} from './noticeKind.ts'

/** Facts as they are kept with a notice. */
export type NoticeFacts = Readonly<Record<string, Text>>

const filled = (words: string, facts: NoticeFacts, language: Language): string =>
  words.replace(/\{(\w+)\}/g, (_, name: string) => facts[name]?.[language] ?? '')

/** What a notice says, in both languages. */
export const sentenceOf = (kind: NoticeKind, facts: NoticeFacts): Text => {
  const { zh, en } = noticeKind(kind).sentence
  return { zh: filled(zh, facts, 'zh'), en: filled(en, facts, 'en') }
}

/** What may be said outside of the office's own system: of a confidential kind its name alone. */
export const sentenceOutside = (kind: NoticeKind, facts: NoticeFacts): Text =>
  noticeKind(kind).isConfidential ? noticeKind(kind).name : sentenceOf(kind, facts)

/** The page of what a notice is about. */
export const linkOf = (subject: NoticeSubject, id: string): string => `${subjectPages[subject]}/${id}`

const pageOf = new Map<string, string>(Object.entries(subjectPages).map(([subject, page]) => [page, subject]))

/** What to-dos are about, as `subject id`, by the pages they lead to: a notice about one of these is nothing new. */
export const subjectsToDo = (links: readonly string[]): string[] =>
  links.flatMap((link) => {
    const { page = '', id } = /^(?<page>\/[a-z-]+)\/(?<id>[0-9a-f-]{36})(?:[#?].*)?$/.exec(link)?.groups ?? {}
    const subject = pageOf.get(page)
    return subject === undefined ? [] : [`${subject} ${id}`]
  })

/** What one person chose, by kind; what is left out goes the usual way. */
export type Channels = Readonly<Partial<Record<NoticeKind, Channel | undefined>>>

/** How a person gets a kind: as chosen, but never off where that is not possible. */
export function channelOf(kind: NoticeKind, chosen: Channels): Channel {
  const { usual, mayBeOff } = noticeKind(kind)
  const channel = chosen[kind] ?? usual
  return channel === 'off' && !mayBeOff ? usual : channel
}

/** Whether somebody under one of these posts may be told of a kind. */
export const isForPosts = (kind: NoticeKind, posts: readonly PostKind[]): boolean =>
  noticeKind(kind).to.some((audience) => {
    if (audience.relation === 'person') return true
    const told: readonly PostKind[] = audience.relation === 'leader' ? ['leadingGroup.deputy'] : audience.posts
    return told.some((post) => posts.includes(post))
  })

/** The kinds that a person gets by one channel. */
export const kindsBy = (channel: Channel, chosen: Channels): readonly NoticeKind[] =>
  noticeKindNames.filter((kind) => channelOf(kind, chosen) === channel)

const silenced = (chosen: Channels): readonly NoticeKind[] =>
  noticeKindNames.filter((kind) => chosen[kind] === 'off' && !noticeKind(kind).mayBeOff)

/** What a choice of channels has to fulfil. */
export const channelRules: readonly Rule<Channels>[] = [
  {
    code: 'cannot_be_off',
    message: (chosen) => {
      const kinds = silenced(chosen).map((kind) => noticeKind(kind).name)
      return {
        zh: `“${kinds.map(({ zh }) => zh).join('、')}”不能设为不通知。`,
        en: `Cannot be turned off: ${kinds.map(({ en }) => en).join(', ')}.`,
      }
    },
    holds: (chosen) => silenced(chosen).length === 0,
  },
]

/** What the history shows of a choice, kind by kind. */
export const channelFields = Object.fromEntries(
  noticeKindNames.map((kind) => [
    kind,
    {
      name: noticeKind(kind).name,
      show: (value: unknown) =>
        typeof value === 'string' ? `${channels[value as Channel].zh} / ${channels[value as Channel].en}` : null,
    },
  ]),
) as Readonly<Record<NoticeKind, { readonly name: Text; readonly show: (value: unknown) => string | null }>>
