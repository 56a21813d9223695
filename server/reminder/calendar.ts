import { periodText } from '#domain/calendar/periods.ts'
import { businessPosts, isOneOf } from '#domain/kernel/actor.ts'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { type CalendarEntry, calendarText } from '#domain/reminder/calendarText.ts'
import { todosOf } from '#server/home/home.public.ts'
import type { Download, Reading } from '#server/kernel/routes.ts'
import { dutiesOf } from './calendar.store.ts'

const title = { zh: '绩效评估时限', en: 'Performance due days' }

/** The due days of whoever acts as an iCalendar file: the duties and the to-dos that the pages show. */
export async function calendarOf(context: Reading, language: Language): Promise<Download> {
  const duties = await dutyEntries(context, language)
  const todos = await todoEntries(context, language, new Set(duties.map(({ uid }) => uid)))
  return calendarFile([...duties, ...todos], context.clock.now, language)
}

/** What a calendar program is given for a post that has ended: an empty calendar takes the entries off its list. */
export const emptyCalendar = (now: string, language: Language): Download => calendarFile([], now, language)

const calendarFile = (entries: readonly CalendarEntry[], now: string, language: Language): Download => ({
  name: `${inLanguage(title, language)}.ics`,
  type: 'text/calendar; charset=utf-8',
  content: Buffer.from(calendarText(inLanguage(title, language), entries, now)),
})

const uidOf = ({ app }: Reading, id: string): string => `${id}@${new URL(app.config.origin).hostname}`
const linkOf = ({ app }: Reading, path: string): string => new URL(path, app.config.origin).href

async function dutyEntries(context: Reading, language: Language): Promise<CalendarEntry[]> {
  const { tx, actor, today } = context
  if (actor.divisionId === null || !isOneOf(actor.post, businessPosts)) return []
  return (await dutiesOf(tx, actor.divisionId, today)).map((duty) => {
    const isCancelled = duty.stage === 'withdrawn'
    return {
      uid: uidOf(context, duty.id),
      on: duty.dueOn,
      sequence: duty.dueRevision + (isCancelled ? 1 : 0),
      isCancelled,
      title: `${duty.name} ${inLanguage(periodText(duty.period), language)}`,
      description: `${duty.code} ${duty.title}`,
      url: linkOf(context, `/duties/${duty.id}`),
    }
  })
}

/** To-dos with a day. One about a duty is the duty's own entry already. */
async function todoEntries(
  context: Reading,
  language: Language,
  listed: ReadonlySet<string>,
): Promise<CalendarEntry[]> {
  return (await todosOf(context)).flatMap(({ id, dueOn, action, object, from, link }) =>
    dueOn === null || listed.has(uidOf(context, id))
      ? []
      : {
          // one subject can ask for several acts: the link tells them apart
          uid: uidOf(context, `${id}${link.replace(/[^\w-]+/g, '.')}`),
          on: dueOn,
          sequence: 0,
          isCancelled: false,
          title: `${inLanguage(action, language)} ${inLanguage(object, language)}`,
          description: inLanguage(from, language),
          url: linkOf(context, link),
        },
  )
}
