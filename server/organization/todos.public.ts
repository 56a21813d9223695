import { posts } from '#domain/kernel/actor.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { type HandoverAction, type HandoverState, handoverTransitions } from '#domain/organization/handover.ts'
import { openYear } from '#domain/organization/year.api.ts'
import { openYearRules } from '#domain/organization/year.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { endedWithDivision } from './endedPosts.store.ts'
import { factsOf } from './handover.sheet.ts'
import * as store from './handover.store.ts'
import { successionTodos } from './successionTodos.ts'
import * as years from './year.store.ts'

export { handoverIsSeen } from './handover.store.ts'

const module = 'organization'
const nextOf: Partial<Record<HandoverState, HandoverAction>> = {
  drafted: 'handOver',
  handedOver: 'receive',
  signed: 'apply',
}

/** Sheets that wait for this post, and for the security administrator the posts that their successors are to be granted. */
export async function organizationTodos(context: Reading): Promise<Todo[]> {
  const { post } = context.actor
  if (post === 'securityAdmin') return grants(context)
  if (post === 'systemAdmin' || post === 'auditAdmin') return []
  return [...(await yearToOpen(context)), ...(await sheets(context)), ...(await successionTodos(context))]
}

/** The calendar year has begun and nobody has opened it: no plan can be written for it. */
async function yearToOpen(context: Reading): Promise<Todo[]> {
  const year = Number(context.today.slice(0, 4))
  const isOpen = (await years.list(context.tx)).some((one) => one.year === year)
  if (refusalOfRules(openYearRules, 'organization.year', { year, isOpen }, context)) return []
  return [
    {
      ...{ module, id: context.actor.postId, basis: 'organization.year', dueOn: null, link: '/years#act-open' },
      action: openYear.summary,
      object: { zh: `${year}年度`, en: `Performance year ${year}` },
      from: { zh: '年度已经开始', en: 'The year has begun' },
    },
  ]
}

async function sheets(context: Reading): Promise<Todo[]> {
  const { tx, actor, today } = context
  const todos: Todo[] = []
  for (const sheet of await store.listOpen(tx, actor)) {
    const action = nextOf[sheet.state]
    if (!action) continue
    const { label, basis } = handoverTransitions[action]
    const facts = await factsOf(tx, sheet, await store.linesOf(tx, sheet.id), today)
    if (refusalOf(handoverTransitions[action], facts, context)) continue
    const { name } = sheet.person
    todos.push({
      ...{ module, id: sheet.id, action: label, basis, dueOn: sheet.leavesOn },
      object: { zh: `${name}的工作交接`, en: `Handover of ${name}` },
      from: { zh: `${name}离岗`, en: `${name} leaves` },
      link: `/handovers/${sheet.id}#act-${action}`,
    })
  }
  return todos
}

const grants = async (context: Reading): Promise<Todo[]> => [...(await handedOver(context)), ...(await ended(context))]

const grant = { zh: '授予岗位', en: 'Grant a post' }

/** Whoever loses a post with its division and has no other yet: which one follows is not known by rule. */
async function ended({ tx, today }: Reading): Promise<Todo[]> {
  const rows = await endedWithDivision(tx, today)
  return rows.map(({ id, kind, personId, name, division, fromOn }) => ({
    ...{ module, id, basis: 'organization.post', dueOn: fromOn, action: grant },
    object: { zh: name, en: name },
    from: {
      zh: `${division.zh}${posts[kind].zh}因机构调整终止`,
      en: `${posts[kind].en}, ${division.en}: ends with the reorganisation`,
    },
    link: `/organization/people/${personId}#act-grant`,
  }))
}

async function handedOver({ tx, today }: Reading): Promise<Todo[]> {
  const rows = await store.vacancies(tx, today)
  return rows.map(({ id, kind, personId, name, leaverName, leavesOn, nameZh, nameEn }) => {
    const post = posts[kind as keyof typeof posts]
    return {
      ...{ module, id, basis: 'organization.post', dueOn: leavesOn },
      action: grant,
      object: { zh: `${name}：${nameZh ?? ''}${post.zh}`, en: `${name}: ${post.en}${nameEn ? `, ${nameEn}` : ''}` },
      from: { zh: `${leaverName}移交`, en: `Handed over by ${leaverName}` },
      link: `/organization/people/${personId}#act-grant`,
    }
  })
}
