import { briefedKinds, briefingTransitions } from '#domain/bulletin/briefing.ts'
import { bulletinName } from '#domain/bulletin/bulletin.ts'
import { lastDayOf, periodOf, periodText, previousPeriod, yearOf } from '#domain/calendar/periods.ts'
import { addWorkingDays } from '#domain/calendar/workingDays.ts'
import { isOneOf, leadingGroup, performanceOffice } from '#domain/kernel/actor.ts'
import { same } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { toBrief } from './briefed.ts'
import * as briefings from './briefing.store.ts'
import { standingOf } from './bulletin.store.ts'

/** A bulletin that is due, results to brief on and briefings to send for the performance office; to read for the group. */
export async function bulletinTodos(context: Reading): Promise<Todo[]> {
  if (isOneOf(context.actor.post, leadingGroup)) return toRead(context)
  if (!isOneOf(context.actor.post, performanceOffice)) return []
  return [...(await dueBulletin(context)), ...(await resultsToBrief(context)), ...(await toSend(context))]
}

/** The period that ended last by the office's rhythm, while no bulletin of it is drafted. */
async function dueBulletin({ tx, today, settings, app }: Reading): Promise<Todo[]> {
  const period = previousPeriod(periodOf(today, settings['bulletin.rhythm']))
  const year = await tx
    .selectFrom('performanceYear')
    .select('year')
    .where('year', '=', yearOf(period))
    .where('state', '<>', 'closed')
    .executeTakeFirst()
  if (!year || (await standingOf(tx, period)) !== null) return []
  const plan = await tx
    .selectFrom('plan')
    .select('id')
    .where('year', '=', year.year)
    .where('kind', '=', 'office')
    .where('state', '=', 'issued')
    .executeTakeFirst()
  if (!plan) return []
  const { zh, en } = periodText(period)
  return [
    {
      ...{
        module: 'bulletin',
        id: plan.id,
        basis: 'bulletin.draft',
        action: { zh: '拟通报', en: 'Draft the bulletin' },
      },
      object: { zh: `${zh}${bulletinName.zh}`, en: `${bulletinName.en}, ${en}` },
      from: { zh: '统计期已结束', en: 'The period has ended' },
      dueOn: addWorkingDays(lastDayOf(period), settings['bulletin.dueWorkingDays'], app.holidays),
      link: `/bulletins?period=${period}#act-begin`,
    },
  ]
}

async function resultsToBrief({ tx }: Reading): Promise<Todo[]> {
  return (await toBrief(tx)).map(({ kind, id, title }) => ({
    ...{
      module: 'bulletin',
      id,
      basis: 'briefing.submit',
      action: { zh: '向领导小组专报', en: 'Brief the leading group' },
    },
    ...{ object: same(title), from: briefedKinds[kind], dueOn: null },
    link: `/briefings?source=${kind}:${id}#act-draft`,
  }))
}

async function toSend({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.post !== 'performanceOffice.head') return []
  return (await briefings.draftsOf(tx, actor)).map(({ id, title }) => ({
    ...{ module: 'briefing', id, basis: 'briefing.submit', action: briefingTransitions.send.label },
    ...{ object: same(title), from: { zh: '已拟稿', en: 'Drafted' }, dueOn: null, link: `/briefings/${id}#act-send` },
  }))
}

async function toRead({ tx, actor }: Reading): Promise<Todo[]> {
  return (await briefings.unreadOf(tx, actor)).map(({ id, title, number }) => ({
    ...{ module: 'briefing', id, basis: 'briefing.read', action: { zh: '阅专报', en: 'Read the briefing' } },
    ...{ object: same(title), from: { zh: `第${number}期`, en: `No. ${number}` }, dueOn: null },
    link: `/briefings/${id}#act-read`,
  }))
}
